using System.Text.Json;

namespace DurableSagas.Sagas.Events;

/// <summary>The queues whose consumers undo steps.</summary>
public interface ICompensationQueues
{
    Task PublishAsync(string queue, CompensationRequested<JsonElement> requested, CancellationToken cancellationToken);
}
