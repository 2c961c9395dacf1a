using DurableSagas.Projections.Lists;

namespace DurableSagas.SagaFunctions.Storage;

/// <summary>Makes the key of continuation tokens, if absent.</summary>
internal sealed class ContinuationKeyCreation(ContinuationKey key) : StartupStep
{
    protected override Task RunAsync(CancellationToken cancellationToken) => key.EnsureAsync(cancellationToken);
}
