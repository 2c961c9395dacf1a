using DurableSagas.Participants.Purging;

namespace DurableSagas.SagaFunctions.Storage;

/// <summary>The barrier rows of a saga, in every partition that it touched.</summary>
internal sealed class ParticipantRows(SagaPurge purge) : ISagaRows
{
    // Retention asks for sagas that have ended only, and long ago: it has made sure of that itself.
    public Task DeleteAsync(string instanceId, CancellationToken cancellationToken) =>
        purge.PurgeAsync(instanceId, (_, _) => Task.FromResult(true), cancellationToken);
}
