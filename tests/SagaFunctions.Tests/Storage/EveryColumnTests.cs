using Azure.Data.Tables;
using DurableSagas.SagaFunctions.Tests.Azurite;

namespace DurableSagas.SagaFunctions.Tests.Storage;

/// <summary>Every table that the app has, written by its own code with the longest texts that can come in.</summary>
public sealed class EveryColumnTests(AzuriteTables azurite)
{
    // A string property holds 32 K UTF-16 characters, an entity 1 MiB (Azure Table service data model); Azurite keeps only the latter.
    private const int MaxCharacters = 32 * 1024;
    private const int MaxEntity = 1024 * 1024;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Tables => new(AppTables.Names);

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Table_WrittenWithMaximalTexts_TakesThemInEveryColumn(string table)
    {
        var longest = new LongestTexts(azurite.Tables);
        await longest.CreateTablesAsync(AppTables.Names, Token);

        await longest.WriteAsync(table, Token);

        List<TableEntity> rows = [];
        await foreach (var row in azurite.Tables.GetTableClient(table).QueryAsync<TableEntity>(cancellationToken: Token))
        {
            rows.Add(row);
        }

        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.All(row.Where(column => column.Value is string), column => Assert.True(
            ((string)column.Value).Length <= MaxCharacters, $"Table '{table}', row '{row.RowKey}': column '{column.Key}' has {((string)column.Value).Length} characters.")));
        Assert.All(rows, row => Assert.InRange(SizeOf(row), 1, MaxEntity));
        Assert.All(rows, row => Assert.All([row.PartitionKey, row.RowKey], key => Assert.InRange(key.Length, 1, 512)));
    }

    // As the service counts: two bytes a character, of names too, and eight for any other value.
    private static int SizeOf(TableEntity row) => row.Sum(column => (2 * column.Key.Length) + 8 + column.Value switch
    {
        string text => 2 * text.Length,
        byte[] bytes => bytes.Length,
        _ => 8,
    });
}
