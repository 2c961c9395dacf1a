using DurableSagas.Projections.Lists;
using DurableSagas.Projections.Starts;
using DurableSagas.Projections.Versions;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Catalog;
using DurableSagas.Sagas.Definitions.Shapes;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.SagaFunctions.Versions;

/// <summary>Versions whose definition is another one than that with which sagas under way began.</summary>
/// <remarks>A saga that has failed is not under way: its code is what is to be mended.</remarks>
internal sealed class ChangedVersions(SagaCatalog catalog, SagaLists lists, Announcements announcements, DefinitionTable kept)
{
    /// <summary>What the check of one status reads of a list that has other versions, too.</summary>
    private const int MaxPages = 5;

    /// <summary>The definitions of another shape than the one that was kept; with none where none was.</summary>
    public async Task<IReadOnlyList<(SagaDefinition Definition, DefinitionShape? Before)>> FindAsync(CancellationToken cancellationToken)
    {
        var all = await Task.WhenAll(catalog.Sagas.Select(async saga => (saga.Definition, Before: await kept.FindAsync(saga.Definition, cancellationToken))));
        return [.. all.Where(entry => entry.Before?.Fingerprint != entry.Definition.Shape.Fingerprint)];
    }

    public async Task<IReadOnlyList<string>> FaultsAsync(
        IEnumerable<(SagaDefinition Definition, DefinitionShape? Before)> changed, IReadOnlyList<SagaCount> counts, CancellationToken cancellationToken)
    {
        List<string> faults = [];
        foreach (var (definition, before) in changed)
        {
            SagaCount[] underWay = [.. counts.Where(count => IsUnderWay(count, definition))];
            if (before is not null && underWay.Length > 0 && await BeganWithAnotherAsync(definition, underWay, cancellationToken))
            {
                faults.Add(
                    $"Version {definition.Version} of '{definition.Name}' has changed ({before.ChangesTo(definition.Shape)}), "
                    + $"but {underWay.Sum(count => count.Count)} saga(s) under way began with the old one: "
                    + $"give it version {catalog.Find(definition.Name)!.Definition.Version + 1}, "
                    + $"and keep the old one as version {definition.Version} beside it.");
            }
        }

        return faults;
    }

    /// <summary>Keeps the shapes of today, for the next start to compare with.</summary>
    public Task KeepAsync(IEnumerable<(SagaDefinition Definition, DefinitionShape? Before)> changed, CancellationToken cancellationToken) =>
        Task.WhenAll(changed.Select(entry => kept.PutAsync(entry.Definition, cancellationToken)));

    private static bool IsUnderWay(SagaCount count, SagaDefinition definition) =>
        count.Name == definition.Name
        && count.Version == definition.Version
        && (count.Status.IsUnderWay() || count.Status == SagaStatus.Stuck);

    // All under way began with one shape, as long as every start was checked: those that a few pages show tell it for all, and none that is shown clears it.
    private async Task<bool> BeganWithAnotherAsync(SagaDefinition definition, IEnumerable<SagaCount> counts, CancellationToken cancellationToken)
    {
        var isCleared = false;
        foreach (var filter in counts.Select(count => new SagaFilter(definition.Name, count.Status, null, null)))
        {
            string? next = null;
            for (var page = 0; page < MaxPages && (page == 0 || next is not null); page++)
            {
                var listed = await lists.ListAsync(filter, SagaLists.MaxPageSize, next, cancellationToken);
                next = listed.ContinuationToken;
                foreach (var saga in listed.Items.Where(saga => saga.Version == definition.Version))
                {
                    var began = await announcements.FindAsync(new Announcement(definition.IdentityOf(saga.Id), saga.CreatedAt), cancellationToken);
                    // Nobody announced a sub-saga: it began with what was kept.
                    if (began?.Definition != definition.Shape.Fingerprint)
                    {
                        return true;
                    }

                    isCleared = true;
                }
            }
        }

        return !isCleared;
    }
}
