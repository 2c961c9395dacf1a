using DurableSagas.SagaFunctions.Settings;

namespace DurableSagas.SagaFunctions.Receivers;

/// <summary>A receiver as the app's code registers it, or settings <c>Receivers__{name}__…</c>: a webhook, or a queue.</summary>
public sealed class ReceiverSettings
{
    /// <summary>Of a webhook: each event is posted there, over https, or to this machine.</summary>
    [HttpUrl("Secret", IsOptional = true)]
    public Uri? Url { get; init; }

    /// <summary>Of a webhook: signs each event; 32 characters at least.</summary>
    [SigningSecret]
    public string? Secret { get; init; }

    /// <summary>A queue in the app's own storage account, which is created if it is absent.</summary>
    [QueueName]
    public string? Queue { get; init; }

    /// <summary>Of one attempt.</summary>
    [Duration("00:00:00.001", "00:01:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);
}
