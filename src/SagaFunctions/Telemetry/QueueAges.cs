using Azure.Storage.Queues;
using DurableSagas.SagaFunctions.Storage;

namespace DurableSagas.SagaFunctions.Telemetry;

/// <summary>How long the oldest message of each of the app's queues has waited.</summary>
public sealed class QueueAges(QueueServiceClient queues, IEnumerable<RequiredQueue> required, TimeProvider time)
{
    internal async Task<IReadOnlyDictionary<string, TimeSpan>> MeasureAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, TimeSpan> ages = new(StringComparer.Ordinal);
        foreach (var name in required.SelectMany(queue => new[] { queue.Name, queue.Poison }).Distinct(StringComparer.Ordinal))
        {
            // A peek shows the head of what is visible: a message between two deliveries is being worked on.
            var head = await queues.GetQueueClient(name).PeekMessageAsync(cancellationToken);
            ages[name] = head.Value?.InsertedOn is { } insertedOn && time.GetUtcNow() is var now && now > insertedOn ? now - insertedOn : TimeSpan.Zero;
        }

        return ages;
    }
}
