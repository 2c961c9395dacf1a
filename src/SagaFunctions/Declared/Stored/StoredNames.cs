using DurableSagas.SagaFunctions.Checks;
using DurableSagas.SagaFunctions.Storage;
using DurableSagas.Sagas.Definitions.Catalog;

namespace DurableSagas.SagaFunctions.Declared.Stored;

/// <summary>Refuses to start when one name means two definitions: one of the code, and one that was stored before the code had it.</summary>
internal sealed class StoredNames(SagaCatalog catalog, StoredDefinitions stored) : StartupStep
{
    /// <exception cref="AppFaultsException">A name means two definitions.</exception>
    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        List<string> faults = [];
        foreach (var name in catalog.Sagas.Select(saga => saga.Definition.Name).Distinct(StringComparer.Ordinal))
        {
            if (await stored.FindNewestAsync(name, cancellationToken) is { } document)
            {
                faults.Add($"'{name}' is defined in code, and version {document.Version} of it is stored (table '{StoredDefinitions.Table}'). "
                    + "Give the definition in code another name.");
            }
        }

        AppFaultsException.ThrowIfAny(faults);
    }
}
