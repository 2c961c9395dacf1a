using Azure.Storage.Queues;
using DurableSagas.EmbeddedHost.Hosting;

namespace DurableSagas.EmbeddedHost.Queues;

/// <summary>Reads <c>extensions.queues</c> of host.json.</summary>
internal static class QueueSettingsReader
{
    private const string Section = "extensions:queues:";
    private const int MostMessages = 32;

    private static readonly Dictionary<string, QueueMessageEncoding> _encodings = Enum.GetValues<QueueMessageEncoding>().ToDictionary(encoding => encoding.ToString());

    public static QueueSettings Read(SettingsReader settings)
    {
        var defaults = new QueueSettings();
        var batch = settings.Integer(Section + "batchSize", 1) ?? defaults.BatchSize;
        if (batch > MostMessages)
        {
            settings.Fault<int>(Section + "batchSize", $"{batch}", $"{MostMessages} at most");
        }

        return defaults with
        {
            BatchSize = batch,
            NewBatchThreshold = settings.Integer(Section + "newBatchThreshold", 0) ?? batch / 2,
            MaxPollingInterval = settings.Time(Section + "maxPollingInterval", TimeSpan.FromMilliseconds(100)) ?? defaults.MaxPollingInterval,
            VisibilityTimeout = settings.Time(Section + "visibilityTimeout", TimeSpan.Zero) ?? defaults.VisibilityTimeout,
            MaxDequeueCount = settings.Integer(Section + "maxDequeueCount", 1) ?? defaults.MaxDequeueCount,
            MessageEncoding = settings.Choice(Section + "messageEncoding", _encodings) ?? defaults.MessageEncoding,
        };
    }
}
