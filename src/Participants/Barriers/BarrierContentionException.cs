namespace DurableSagas.Participants.Barriers;

/// <summary>Nothing was written: other writers changed the same rows first, every time.</summary>
public sealed class BarrierContentionException(string table, string partitionKey, BarrierCall call, int attempts, Exception lastConflict)
    : Exception($"Table '{table}', partition '{partitionKey}': {call} lost {attempts} races for its rows in a row; nothing was written. Try again later, or spread the load over more partitions.", lastConflict);
