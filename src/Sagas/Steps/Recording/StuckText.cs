using System.Globalization;
using System.Text.RegularExpressions;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Sagas.Steps.Recording;

/// <summary>What the failure of a last attempt says: to who reads it in the history, and to who builds the view anew from there.</summary>
/// <remarks>It decides nothing: where the failure is not found in it, the view says less.</remarks>
internal static partial class StuckText
{
    // The error comes last: however it ends, nothing follows.
    public static string Of<TRequest>(StepCall<TRequest> call, LastFailure failure) =>
        $"{BeginOf(call)} ({failure.Status}, {TextOf(failure.StartedAt)} to {TextOf(failure.FinishedAt)}): {failure.Error}";

    /// <summary>The failure in the text; null when it is another text.</summary>
    /// <param name="otherwise">What is known without it: a version before told only the error.</param>
    public static LastFailure? FailureIn<TRequest>(string? text, StepCall<TRequest> call, LastFailure otherwise)
    {
        var begin = BeginOf(call);
        return text?.IndexOf(begin, StringComparison.Ordinal) is >= 0 and var start
            && FailurePattern().Match(text[(start + begin.Length)..]) is { Success: true } found
                ? otherwise with
                {
                    Status = Enum.TryParse<AttemptStatus>(found.Groups["status"].Value, out var status) ? status : otherwise.Status,
                    StartedAt = MomentIn(found.Groups["from"]) ?? otherwise.StartedAt,
                    FinishedAt = MomentIn(found.Groups["to"]) ?? otherwise.FinishedAt,
                    Error = found.Groups["error"].Value,
                }
                : null;
    }

    private static string BeginOf<TRequest>(StepCall<TRequest> call) =>
        $"Saga '{call.Saga.Id}' is stuck. Mend the cause, then rewind the instance. {call.Activity} failed its last attempt, number {call.Attempt}";

    private static string TextOf(DateTimeOffset moment) => moment.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset? MomentIn(Group group) =>
        DateTimeOffset.TryParse(group.Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;

    [GeneratedRegex(
        @"\A( \((?<status>[A-Za-z]+), (?<from>[0-9T:.\-]+Z) to (?<to>[0-9T:.\-]+Z)\))?: (?<error>.*)\z",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex FailurePattern();
}
