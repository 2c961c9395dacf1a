namespace DurableSagas.Sagas.Steps.Recording;

/// <summary>What the failure of a last attempt says: to who reads it in the history, and to who builds the view anew from there.</summary>
/// <remarks>It decides nothing: where the error is not found in it, the view says less.</remarks>
internal static class StuckText
{
    // The error comes last: however it ends, nothing follows.
    public static string Of<TRequest>(StepCall<TRequest> call, string error) => $"{BeginOf(call)}{error}";

    /// <summary>The error in the text; null when it is another text.</summary>
    public static string? ErrorIn<TRequest>(string? text, StepCall<TRequest> call)
    {
        var begin = BeginOf(call);
        var start = text?.IndexOf(begin, StringComparison.Ordinal) ?? -1;
        return start < 0 ? null : text![(start + begin.Length)..];
    }

    private static string BeginOf<TRequest>(StepCall<TRequest> call) =>
        $"Saga '{call.Saga.Id}' is stuck. Mend the cause, then rewind the instance. {call.Activity} failed its last attempt, number {call.Attempt}: ";
}
