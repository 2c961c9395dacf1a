using System.Globalization;
using Azure.Data.Tables;
using DurableSagas.Projections.Lists;
using DurableSagas.Projections.Rows;

namespace DurableSagas.Projections.Approvals;

/// <summary>Rows of what waits for a person, beside those of the lists in the table <c>SagaIndex</c>.</summary>
/// <remarks>
/// <code>
/// PartitionKey  the saga's bucket
/// RowKey        w|{longest waiting first}|{id}|{step's place}         all that waits
///               v|{name}|{longest waiting first}|{id}|{step's place}  by name
/// </code>
/// </remarks>
internal static class ApprovalRow
{
    private const string Id = "id";
    private const string Step = "step";
    private const string Since = "since";
    private const string Until = "until";

    public static string Prefix(string? name) => name is null ? "w|" : $"v|{name}|";

    public static IEnumerable<TableEntity> Of(WaitingApproval approval) => [Row(approval, null), Row(approval, approval.Name)];

    public static WaitingApproval Read(TableEntity row) => new(
        row.GetString(Id),
        row.GetString(SagaRow.Name),
        row.GetString(Step),
        row.GetDateTimeOffset(Since)!.Value,
        row.GetDateTimeOffset(Until)!.Value)
    {
        Ordinal = int.Parse(row.RowKey.AsSpan(row.RowKey.LastIndexOf('|') + 1), CultureInfo.InvariantCulture),
    };

    private static TableEntity Row(WaitingApproval approval, string? name) => new(IndexRow.BucketOf(approval.Id), Key(approval, name))
    {
        [Id] = approval.Id,
        [SagaRow.Name] = approval.Name,
        [Step] = approval.Step,
        [Since] = approval.Since,
        [Until] = approval.Until,
    };

    private static string Key(WaitingApproval approval, string? name) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix(name)}{approval.Since.UtcTicks:D19}|{approval.Id}|{approval.Ordinal:D3}");
}
