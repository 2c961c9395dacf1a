using DurableSagas.Projections.Lists;
using DurableSagas.Sagas.Definitions.Catalog;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.SagaFunctions.Versions;

/// <summary>Versions that sagas still run, and that the app does not have.</summary>
internal sealed class MissingVersions(SagaCatalog catalog, SagaLists lists)
{
    private const int NamedInstances = 10;

    public async Task<IReadOnlyList<string>> FaultsAsync(IReadOnlyList<SagaCount> counts, CancellationToken cancellationToken)
    {
        List<string> faults = [];
        foreach (var missing in counts.Where(IsMissing))
        {
            var page = await lists.ListAsync(new SagaFilter(missing.Name, missing.Status, null, null), SagaLists.MaxPageSize, null, cancellationToken);
            var instances = page.Items.Where(saga => saga.Version == missing.Version).Select(saga => saga.Id).Take(NamedInstances);
            faults.Add(
                $"Version {missing.Version} of '{missing.Name}' is missing, but {missing.Count} saga(s) of it are {missing.Status}: "
                + $"{string.Join(", ", instances)}. Deploy it beside the newer ones until they have ended.");
        }

        return faults;
    }

    private bool IsMissing(SagaCount count) => !count.Status.HasEnded() && count.Version > 0 && catalog.Find(count.Name, count.Version) is null;
}
