using DurableSagas.SagaFunctions.Settings;

namespace DurableSagas.SagaFunctions.Notices;

/// <summary>How notices are sent; settings <c>Notices__…</c>.</summary>
public sealed class NoticeSettings
{
    public const string Section = "Notices";

    /// <summary>The name by which receivers are asked whether they want events of this app; by default the host name that App Service gives it.</summary>
    public string? Origin { get; init; }

    /// <summary>Before the second attempt; each pause is twice the one before, up to an hour.</summary>
    [Duration("00:00:00.001", "01:00:00")]
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>From the first attempt on, until a notice is kept for operators.</summary>
    [Duration("00:00:00.001", "7.00:00:00")]
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromHours(24);
}
