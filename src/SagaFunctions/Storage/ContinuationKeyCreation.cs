using DurableSagas.Projections.Lists;

namespace DurableSagas.SagaFunctions.Storage;

/// <summary>Makes the key of continuation tokens, if absent.</summary>
internal sealed class ContinuationKeyCreation(ContinuationKey key) : StartupStep
{
    public override Task StartingAsync(CancellationToken cancellationToken) => key.EnsureAsync(cancellationToken);
}
