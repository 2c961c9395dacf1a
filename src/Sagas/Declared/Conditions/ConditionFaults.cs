using System.Text.Json;
using DurableSagas.Sagas.Declared.Parts;
using DurableSagas.Sagas.Declared.References;
using DurableSagas.Sagas.Json;

namespace DurableSagas.Sagas.Declared.Conditions;

/// <summary>Finds what is wrong with the shape of a condition.</summary>
internal static class ConditionFaults
{
    /// <summary>Levels of all and any.</summary>
    private const int MaxDepth = 4;

    private const int MaxParts = 20;

    public static IEnumerable<(string Place, string Fault)> Of(DeclaredCondition condition, string place) => Of(condition, place, MaxDepth);

    private static IEnumerable<(string Place, string Fault)> Of(DeclaredCondition condition, string place, int levels)
    {
        var comparisons = Comparison.AllOf(condition).ToArray();
        var (joins, isComparison) = ((condition.All is null ? 0 : 1) + (condition.Any is null ? 0 : 1), condition.Value is not null || comparisons.Length > 0);
        if (joins + (isComparison ? 1 : 0) != 1)
        {
            return [(place, "Expected 'value' and one comparison, or 'all', or 'any'.")];
        }

        return isComparison ? FaultsAlone(condition, comparisons, place)
            : levels == 0 ? [(place, $"'all' and 'any' may stand in each other {MaxDepth} times.")]
            : FaultsTogether(condition, place, levels);
    }

    private static IEnumerable<(string, string)> FaultsTogether(DeclaredCondition condition, string place, int levels)
    {
        var parts = ConditionReferences.PartsOf(condition, place).ToArray();
        return parts.Length is 0 or > MaxParts
            ? [($"{place}/{(condition.All is null ? "any" : "all")}", $"Expected 1 to {MaxParts} conditions.")]
            : parts.SelectMany(part => Of(part.Condition, part.Place, levels - 1));
    }

    private static IEnumerable<(string, string)> FaultsAlone(DeclaredCondition condition, Comparison[] comparisons, string place)
    {
        if (condition.Value is null || comparisons is not [var comparison])
        {
            yield return (place, "Expected 'value' and one of is, isNot, above, atLeast, below, atMost, exists.");
            yield break;
        }

        if (!IsReference(condition.Value))
        {
            yield return ($"{place}/value", "Expected a reference to a parameter, or to the result of an earlier step.");
        }

        if (comparison.Operand is { } operand && !IsReference(operand) && !IsComparable(comparison.Member, operand))
        {
            var expected = comparison.Member is "is" or "isNot" ? "text, a number, true or false" : "a number";
            yield return ($"{place}/{comparison.Member}", $"Expected {expected}, or a reference.");
        }
    }

    private static bool IsReference(ForeignJson operand) => ResultReferences.IsIn(operand.ToElement(), out _);

    private static bool IsComparable(string member, ForeignJson operand) => operand.ToElement().ValueKind switch
    {
        JsonValueKind.Number => true,
        JsonValueKind.String or JsonValueKind.True or JsonValueKind.False => member is "is" or "isNot",
        _ => false,
    };
}
