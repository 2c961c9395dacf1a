using DurableSagas.Projections.Lists;
using DurableSagas.SagaFunctions.Checks;
using DurableSagas.SagaFunctions.Storage;

namespace DurableSagas.SagaFunctions.Versions;

/// <summary>Refuses to start without a version that sagas under way run, or with another one in its place: better now than at their next replay.</summary>
internal sealed class VersionCheck(SagaLists lists, MissingVersions missing, ChangedVersions changed) : StartupStep
{
    /// <exception cref="AppFaultsException">Sagas under way could not go on.</exception>
    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        var counts = await lists.CountAsync(cancellationToken);
        var others = await changed.FindAsync(cancellationToken);
        AppFaultsException.ThrowIfAny(
            [.. await missing.FaultsAsync(counts, cancellationToken), .. await changed.FaultsAsync(others, counts, cancellationToken)]);

        await changed.KeepAsync(others, cancellationToken);
    }
}
