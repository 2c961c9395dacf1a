using DurableSagas.Projections.Lists;
using DurableSagas.SagaFunctions.Definitions.Stored;
using DurableSagas.Sagas.Definitions.Catalog;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.SagaFunctions.Storage;

/// <summary>Refuses to start without a version that sagas under way still run: better now than at their next replay.</summary>
internal sealed class VersionCheck(SagaCatalog catalog, StoredDefinitions stored, SagaLists lists) : StartupStep
{
    private const int NamedInstances = 10;

    public override async Task StartingAsync(CancellationToken cancellationToken)
    {
        List<string> faults = [];
        foreach (var missing in (await lists.CountAsync(cancellationToken)).Where(IsMissing))
        {
            if (await stored.FindAsync(missing.Name, missing.Version, cancellationToken) is not null)
            {
                continue;
            }

            var page = await lists.ListAsync(new SagaFilter(missing.Name, missing.Status, null, null), SagaLists.MaxPageSize, null, cancellationToken);
            var instances = page.Items.Where(saga => saga.Version == missing.Version).Select(saga => saga.Id).Take(NamedInstances);
            faults.Add(
                $"Version {missing.Version} of '{missing.Name}' is missing, but {missing.Count} saga(s) of it are {missing.Status}: "
                + $"{string.Join(", ", instances)}. Deploy it beside the newer ones until they have ended.");
        }

        if (faults.Count > 0)
        {
            throw new InvalidOperationException(
                $"Sagas under way need versions that this app does not have:{string.Concat(faults.Select(fault => $"\n- {fault}"))}");
        }
    }

    private bool IsMissing(SagaCount count) => !count.Status.HasEnded() && count.Version > 0 && catalog.Find(count.Name, count.Version) is null;
}
