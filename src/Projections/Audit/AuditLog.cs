using System.Globalization;
using Azure;
using Azure.Data.Tables;
using DurableSagas.Participants.Tables;
using DurableSagas.Projections.Rows;
using DurableSagas.Sagas.Texts;

namespace DurableSagas.Projections.Audit;

/// <summary>Keeps what operators do to sagas: a row before a command acts, and in it then what became of the command.</summary>
public sealed class AuditLog(TableServiceClient tables)
{
    private readonly TableClient _table = tables.GetTableClient(SagaRow.Table);
    private long _asked;

    /// <summary>Writes an action down before it is done.</summary>
    /// <returns>The row's key, by which its result is told.</returns>
    public async Task<string> AskedAsync(string sagaId, OperatorAction action, CancellationToken cancellationToken)
    {
        // What this process is asked within one tick of the clock stays in its order.
        var key = ActionRow.KeyOf(action.At, string.Create(CultureInfo.InvariantCulture, $"{Interlocked.Increment(ref _asked):D19}|{Guid.NewGuid():N}"));
        // One that stands there is this very row, whose answer was lost.
        await _table.AddIfAbsentAsync(ActionRow.Of(sagaId, key, action), cancellationToken);
        return key;
    }

    /// <summary>Tells what became of it.</summary>
    public Task EndedAsync(string sagaId, string key, CommandResult result, string? detail, CancellationToken cancellationToken) =>
        _table.UpdateEntityAsync(
            new TableEntity(sagaId, key) { [ActionRow.Result] = result.ToString(), [ActionRow.Detail] = ShortText.Of(detail) },
            ETag.All,
            TableUpdateMode.Merge,
            cancellationToken);
}
