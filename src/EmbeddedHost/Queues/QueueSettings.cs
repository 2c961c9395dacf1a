using Azure.Storage.Queues;

namespace DurableSagas.EmbeddedHost.Queues;

/// <summary>host.json's <c>extensions.queues</c>, with the extension's defaults.</summary>
internal sealed record QueueSettings
{
    /// <summary>Messages asked for at once; 32 at most, by the service.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>More are asked for when no more than so many are being worked on.</summary>
    public int NewBatchThreshold { get; init; } = 8;

    public TimeSpan MaxPollingInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a message stays invisible after its function failed.</summary>
    public TimeSpan VisibilityTimeout { get; init; } = TimeSpan.Zero;

    /// <summary>Deliveries, after which a message goes to the poison queue.</summary>
    public int MaxDequeueCount { get; init; } = 5;

    public QueueMessageEncoding MessageEncoding { get; init; } = QueueMessageEncoding.Base64;
}
