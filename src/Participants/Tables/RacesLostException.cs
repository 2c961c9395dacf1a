namespace DurableSagas.Participants.Tables;

/// <summary>Nothing was written: other writers changed the same rows first, every time.</summary>
public sealed class RacesLostException(string table, string partitionKey, string rowKey, int losses, Exception lastConflict)
    : Exception(
        $"Table '{table}', row '{rowKey}' of partition '{partitionKey}': other writers were first {losses} times in a row; nothing was written. "
            + "Try again later, and if it lasts, let fewer write to this partition at once.",
        lastConflict);
