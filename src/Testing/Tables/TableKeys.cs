using System.Text;

namespace DurableSagas.Testing.Tables;

/// <summary>The two keys of a row, in the order of a table.</summary>
internal sealed record TableKeys(string Partition, string Row) : IComparable<TableKeys>
{
    /// <summary>Reads the keys at which a page is to begin; null when it is the first.</summary>
    public static TableKeys? OfToken(TableMessage message) =>
        message.Parameter("NextPartitionKey") is { } partition && message.Parameter("NextRowKey") is { } row
            ? new TableKeys(Text(partition), Text(row))
            : null;

    public int CompareTo(TableKeys? other) =>
        string.CompareOrdinal(Partition, other?.Partition) is var order and not 0 ? order : string.CompareOrdinal(Row, other?.Row);

    /// <summary>As the headers of an answer carry them.</summary>
    public (string Partition, string Row) ToToken() => (Token(Partition), Token(Row));

    private static string Token(string text) => Convert.ToHexString(Encoding.UTF8.GetBytes(text));

    private static string Text(string token) => Encoding.UTF8.GetString(Convert.FromHexString(token));
}
