using System.Text.Json;
using DurableSagas.Sagas.Declared.Parts;
using DurableSagas.Sagas.Declared.References;
using DurableSagas.Sagas.Json;

namespace DurableSagas.Sagas.Declared.Conditions;

/// <summary>One comparison of a condition.</summary>
/// <param name="Member">By which it is compared.</param>
/// <param name="Operand">What it is compared with; null where there is no need of anything.</param>
/// <param name="Holds">Whether it does, of the value and what it is compared with; either is null when there is nothing.</param>
internal sealed record Comparison(string Member, ForeignJson? Value, ForeignJson? Operand, Func<JsonElement?, JsonElement?, bool> Holds)
{
    /// <summary>False when it may hold although there is nothing to compare.</summary>
    public bool NeedsValue { get; private init; } = true;

    public IEnumerable<ResultReference> References => new[] { Value, Operand }.OfType<ForeignJson>()
        .Select(operand => ResultReferences.IsIn(operand.ToElement(), out var reference) ? reference : null)
        .OfType<ResultReference>();

    /// <summary>The one comparison of a condition without faults.</summary>
    public static Comparison Of(DeclaredCondition condition) => AllOf(condition).First();

    /// <summary>Every comparison that a condition asks for: there should be one.</summary>
    public static IEnumerable<Comparison> AllOf(DeclaredCondition condition)
    {
        (string Member, ForeignJson? Operand, Func<JsonElement?, JsonElement?, bool> Holds, bool NeedsValue)[] known =
        [
            ("is", condition.Is, AreEqual, true),
            ("isNot", condition.IsNot, (value, operand) => !AreEqual(value, operand), false),
            ("above", condition.Above, (value, operand) => Order(value, operand) > 0, true),
            ("atLeast", condition.AtLeast, (value, operand) => Order(value, operand) >= 0, true),
            ("below", condition.Below, (value, operand) => Order(value, operand) < 0, true),
            ("atMost", condition.AtMost, (value, operand) => Order(value, operand) <= 0, true),
        ];
        foreach (var (member, operand, holds, needsValue) in known.Where(comparison => comparison.Operand is not null))
        {
            yield return new Comparison(member, condition.Value, operand, holds) { NeedsValue = needsValue };
        }

        if (condition.Exists is { } exists)
        {
            yield return new Comparison("exists", condition.Value, null, (value, _) => value is not null == exists) { NeedsValue = exists };
        }
    }

    // Nothing is equal to nothing.
    private static bool AreEqual(JsonElement? value, JsonElement? operand) => (value, operand) is ({ } one, { } other)
        && one.ValueKind == other.ValueKind
        && one.ValueKind switch
        {
            JsonValueKind.Number => Order(one, other) == 0,
            JsonValueKind.String => one.ValueEquals(other.GetString()),
            JsonValueKind.True or JsonValueKind.False => true,
            _ => false,
        };

    private static int? Order(JsonElement? value, JsonElement? operand) =>
        value is { ValueKind: JsonValueKind.Number } one && operand is { ValueKind: JsonValueKind.Number } other
            ? JsonNumber.Parse(one.GetRawText()).CompareTo(JsonNumber.Parse(other.GetRawText()))
            : null;
}
