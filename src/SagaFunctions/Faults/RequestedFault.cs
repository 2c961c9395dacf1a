using System.Globalization;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Steps.Filters;

namespace DurableSagas.SagaFunctions.Faults;

/// <summary>A fault as a request words it: <c>refuse</c>, <c>fail</c>, <c>fail:3</c>, <c>fail-after</c>, <c>hang</c> or <c>chance:10:42</c>.</summary>
internal sealed class RequestedFault
{
    private const string FailFirst = "fail:";

    // Of chance:100:2147483647, with room: zeros before a number would make a text of any length.
    private const int MaxLength = 32;

    private readonly Func<StepAttempt, Fault?> _fault;

    private RequestedFault(Func<StepAttempt, Fault?> fault) => _fault = fault;

    /// <summary>Null when the text words no fault.</summary>
    public static RequestedFault? Parse(string? text) => text switch
    {
        { Length: > MaxLength } => null,
        "refuse" => new(attempt => Fault.Refuses($"Injected fault: {attempt.Activity} refused.")),
        "fail" => new(Fails),
        "fail-after" => new(FailsAfterItsWork),
        "hang" => new(_ => Fault.Hangs().AfterItsWork()),
        { } word when FaultChance.Parse(word) is { } chance => new(attempt => FaultOf(chance, attempt)),
        { } word when word.StartsWith(FailFirst, StringComparison.Ordinal)
            && int.TryParse(word.AsSpan(FailFirst.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var attempts)
            && attempts > 0 => new(attempt => attempt.Attempt <= attempts ? Fails(attempt) : null),
        _ => null,
    };

    /// <summary>What an attempt meets; null when it is spared.</summary>
    public Fault? At(StepAttempt attempt) => _fault(attempt);

    private static Fault Fails(StepAttempt attempt) => Fault.Fails($"Injected fault: {attempt.Activity} failed at attempt {attempt.Attempt}.");

    private static Fault? FaultOf(FaultChance chance, StepAttempt attempt) =>
        chance.IsSpared(attempt) ? null : chance.IsBeforeWork(attempt) ? Fails(attempt) : FailsAfterItsWork(attempt);

    private static Fault FailsAfterItsWork(StepAttempt attempt) =>
        Fault.Fails($"Injected fault: {attempt.Activity} failed after its work at attempt {attempt.Attempt}.").AfterItsWork();
}
