using DurableSagas.Sagas.Outcomes.Interventions;
using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using DurableSagas.Sagas.Texts;

namespace DurableSagas.Sagas.Outcomes.Timelines;

/// <summary>A step's timeline in few characters, <c>status|attempts|started|finished|name|error</c>: a hundred of them must fit into a custom status.</summary>
/// <remarks>
/// Moments are ticks since another one, in hexadecimal; what is unknown, or was left out, is empty. The attempts are
/// followed by what few steps have, <c>3+2</c> those at the compensation, <c>0@7f</c> until when an answer is waited for, <c>3!</c>
/// what an operator skipped, <c>3=</c> what one gave the result of.
/// </remarks>
internal static partial class StepCode
{
    private const char Separator = '|';
    private const string Hexadecimal = "x";

    private static readonly FrozenDictionary<StepStatus, char> _letters = new Dictionary<StepStatus, char>
    {
        [StepStatus.Pending] = 'p',
        [StepStatus.Running] = 'r',
        [StepStatus.Succeeded] = 's',
        [StepStatus.Refused] = 'n',
        [StepStatus.Failed] = 'f',
        [StepStatus.Compensating] = 'u',
        [StepStatus.Compensated] = 'd',
        [StepStatus.Skipped] = 'k',
        [StepStatus.Stuck] = 'x',
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<char, StepStatus> _statuses = _letters.ToFrozenDictionary(letter => letter.Value, letter => letter.Key);

    public static string Of(StepTimeline step, long since, bool withName, int errorLength) => string.Join(
        Separator,
        _letters[step.Status],
        Attempts(step, since),
        Ticks(step.StartedAt, since),
        Ticks(step.FinishedAt, since),
        withName ? step.Name : string.Empty,
        step.Error is { } error ? TextCut.Of(error, errorLength) : string.Empty);

    /// <exception cref="FormatException">It is none.</exception>
    public static StepTimeline Read(string code, int ordinal, long since) =>
        code.Split(Separator, 6) is [[var letter], var attempts, var started, var finished, var name, var error]
            && _statuses.TryGetValue(letter, out var status)
            && AttemptsPattern().Match(attempts) is { Success: true } counted
                ? new StepTimeline
                {
                    Name = name,
                    Ordinal = ordinal,
                    Status = status,
                    Attempts = Number(counted.Groups["attempts"]),
                    CompensationAttempts = Number(counted.Groups["compensation"]),
                    Until = Moment(counted.Groups["until"].Value, since),
                    ByHand = counted.Groups["byHand"].Value switch { "!" => InterventionAction.Skip, "=" => InterventionAction.GiveResult, _ => null },
                    StartedAt = Moment(started, since),
                    FinishedAt = Moment(finished, since),
                    Error = error.Length == 0 ? null : error,
                }
                : throw new FormatException($"'{code}' is no step in short.");

    private static string Attempts(StepTimeline step, long since)
    {
        var undoing = step.CompensationAttempts > 0 ? string.Create(CultureInfo.InvariantCulture, $"+{step.CompensationAttempts}") : string.Empty;
        var byHand = step.ByHand switch { InterventionAction.Skip => "!", InterventionAction.GiveResult => "=", _ => string.Empty };
        var until = step.Until is null ? string.Empty : $"@{Ticks(step.Until, since)}";
        return string.Create(CultureInfo.InvariantCulture, $"{step.Attempts}{undoing}{until}{byHand}");
    }

    private static int Number(Group digits) => digits.Success ? int.Parse(digits.Value, CultureInfo.InvariantCulture) : 0;

    private static string Ticks(DateTimeOffset? moment, long since) =>
        moment is { } at ? (at.UtcTicks - since).ToString(Hexadecimal, CultureInfo.InvariantCulture) : string.Empty;

    private static DateTimeOffset? Moment(string ticks, long since) =>
        ticks.Length == 0 ? null : new DateTimeOffset(since + long.Parse(ticks, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture), TimeSpan.Zero);

    [GeneratedRegex(@"^(?<attempts>[0-9]+)(\+(?<compensation>[0-9]+))?(@(?<until>[0-9a-f]+))?(?<byHand>[!=])?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex AttemptsPattern();
}
