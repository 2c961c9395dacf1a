using System.Globalization;

namespace DurableSagas.Functions.Faults;

/// <summary>A fault as a request words it: <c>refuse</c>, <c>fail</c>, <c>fail:3</c>, <c>fail-after</c> or <c>hang</c>.</summary>
/// <param name="Attempts">How many attempts it spoils, from the first; null means all.</param>
public sealed record Fault(FaultKind Kind, int? Attempts = null)
{
    private const string FailFirst = "fail:";

    public bool Strikes(int attempt) => Attempts is not { } first || attempt <= first;

    /// <summary>Null when the text words no fault.</summary>
    public static Fault? Parse(string? text) => text switch
    {
        "refuse" => new Fault(FaultKind.Refuse),
        "fail" => new Fault(FaultKind.Fail),
        "fail-after" => new Fault(FaultKind.FailAfter),
        "hang" => new Fault(FaultKind.Hang),
        { } word when word.StartsWith(FailFirst, StringComparison.Ordinal)
            && int.TryParse(word.AsSpan(FailFirst.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var attempts)
            && attempts > 0 => new Fault(FaultKind.Fail, attempts),
        _ => null,
    };
}
