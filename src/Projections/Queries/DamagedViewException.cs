namespace DurableSagas.Projections.Queries;

/// <summary>A saga's view holds what no writer of it writes; the task hub still knows the saga, and the sweep writes the view anew.</summary>
public sealed class DamagedViewException(string instanceId, string row, string column, object? found)
    : Exception(
        $"The view of saga '{instanceId}' is damaged: column '{column}' of row '{row}' holds '{found ?? "nothing"}'. "
            + "The next sweep writes it anew from the saga's history.");
