using System.Globalization;

namespace DurableSagas.SagaFunctions.Settings;

/// <summary>A setting that is a time between two others, or one of them.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DurationAttribute(string least, string most) : SettingAttribute
{
    /// <summary>A thousand years, for what is subtracted from a moment.</summary>
    public const string Age = "365000.00:00:00";

    public string Least { get; } = least;

    public string Most { get; } = most;

    protected override string? FaultOf(object? value) =>
        value is TimeSpan time && time >= TimeSpan.Parse(Least, CultureInfo.InvariantCulture) && time <= TimeSpan.Parse(Most, CultureInfo.InvariantCulture)
            ? null
            : $"is {value}; expected a time from {Least} to {Most}.";
}
