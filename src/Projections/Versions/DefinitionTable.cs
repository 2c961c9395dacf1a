using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using DurableSagas.Participants.Tables;
using DurableSagas.Projections.Rows;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Shapes;
using DurableSagas.Sagas.Json;

namespace DurableSagas.Projections.Versions;

/// <summary>The shape of each version that the app has started with: what its sagas under way began with.</summary>
public sealed class DefinitionTable(TableServiceClient tables)
{
    public const string Table = "SagaDefinitions";

    private const string Shape = "shape";

    private readonly TableClient _table = tables.GetTableClient(Table);

    /// <summary>Null when the app has never started with this version.</summary>
    public async Task<DefinitionShape?> FindAsync(SagaDefinition definition, CancellationToken cancellationToken) =>
        await _table.FindAsync(definition.Name, KeyOf(definition), cancellationToken) is { } row && LongText.Read(row, Shape) is { } shape
            ? JsonSerializer.Deserialize<DefinitionShape>(shape, SagaJson.Options)
            : null;

    public Task PutAsync(SagaDefinition definition, CancellationToken cancellationToken)
    {
        var row = new TableEntity(definition.Name, KeyOf(definition));
        LongText.Write(row, Shape, JsonSerializer.Serialize(definition.Shape, SagaJson.Options));
        return _table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    private static string KeyOf(SagaDefinition definition) => definition.Version.ToString("D10", CultureInfo.InvariantCulture);
}
