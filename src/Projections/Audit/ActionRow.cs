using System.Globalization;
using Azure.Data.Tables;
using DurableSagas.Projections.Rows;
using DurableSagas.Sagas.Texts;

namespace DurableSagas.Projections.Audit;

/// <summary>The row of an operator's action: in the saga's own partition, so that it is read, and deleted, with the view.</summary>
internal static class ActionRow
{
    /// <summary>Shown at most; what is older stays in the table.</summary>
    public const int MostShown = 50;

    public const string Result = "result";
    public const string Detail = "detail";

    private const string Prefix = "action|";
    private const string At = "at";
    private const string By = "by";
    private const string Action = "action";
    private const string Reason = "reason";
    private const string Step = "step";
    private const string Operation = "operation";

    public static bool Is(TableEntity row) => row.RowKey.StartsWith(Prefix, StringComparison.Ordinal);

    // In the order of time: a partition is read in the order of its keys.
    public static string KeyOf(DateTimeOffset at, string suffix) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{at.UtcTicks:D19}|{suffix}");

    public static TableEntity Of(string sagaId, string key, OperatorAction action) => new(sagaId, key)
    {
        [At] = action.At,
        [By] = ShortText.Of(action.By, ShortText.MaxName),
        [Action] = action.Action.ToString(),
        [Reason] = ShortText.Of(action.Reason),
        [Step] = action.Step,
        [Operation] = action.Operation,
        [Result] = action.Result.ToString(),
        [Detail] = ShortText.Of(action.Detail),
    };

    /// <summary>Null when it is damaged: a view is shown without it.</summary>
    public static OperatorAction? Read(TableEntity row) =>
        SagaRow.TryRead<DateTimeOffset>(row, At, out var at)
        && SagaRow.TryRead<string>(row, By, out var by)
        && SagaRow.TryReadEnum<AuditedCommand>(row, Action, out var action)
        && SagaRow.TryReadEnum<CommandResult>(row, Result, out var result)
            ? new OperatorAction(at, by, action, TextOf(row, Reason))
            {
                Step = TextOf(row, Step),
                Operation = TextOf(row, Operation),
                Result = result,
                Detail = TextOf(row, Detail),
            }
            : null;

    private static string? TextOf(TableEntity row, string column) => SagaRow.TryRead<string>(row, column, out var text) ? text : null;
}
