using System.Globalization;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.Functions.Faults;

/// <summary>A fault as a request words it: <c>refuse</c>, <c>fail</c>, <c>fail:3</c>, <c>fail-after</c>, <c>hang</c> or <c>chance:10:42</c>.</summary>
/// <param name="Kind">Null when chance decides that, too.</param>
/// <param name="Attempts">How many attempts it spoils, from the first; null means all.</param>
/// <param name="Chance">Which attempts it spoils, if chance decides.</param>
public sealed record Fault(FaultKind? Kind, int? Attempts = null, FaultChance? Chance = null)
{
    private const string FailFirst = "fail:";

    /// <summary>What happens to an attempt; null when it is spared.</summary>
    public FaultKind? Strike(StepAttempt attempt) => Chance is { } chance
        ? chance.Strike(attempt)
        : Attempts is not { } first || attempt.Attempt <= first ? Kind : null;

    // Of chance:100:2147483647, with room: zeros before a number would make a text of any length.
    private const int MaxLength = 32;

    /// <summary>Null when the text words no fault.</summary>
    public static Fault? Parse(string? text) => text switch
    {
        { Length: > MaxLength } => null,
        "refuse" => new Fault(FaultKind.Refuse),
        "fail" => new Fault(FaultKind.Fail),
        "fail-after" => new Fault(FaultKind.FailAfter),
        "hang" => new Fault(FaultKind.Hang),
        { } word when FaultChance.Parse(word) is { } chance => new Fault(null, Chance: chance),
        { } word when word.StartsWith(FailFirst, StringComparison.Ordinal)
            && int.TryParse(word.AsSpan(FailFirst.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var attempts)
            && attempts > 0 => new Fault(FaultKind.Fail, attempts),
        _ => null,
    };
}
