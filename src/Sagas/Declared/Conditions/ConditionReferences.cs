using DurableSagas.Sagas.Declared.Parts;
using DurableSagas.Sagas.Declared.References;

namespace DurableSagas.Sagas.Declared.Conditions;

/// <summary>What conditions refer to.</summary>
internal static class ConditionReferences
{
    /// <summary>Every reference, with the JSON pointer of where it stands; the reference is null when it cannot be read.</summary>
    public static IEnumerable<(string Place, ResultReference? Reference)> In(DeclaredCondition? condition, string place) => condition is null
        ? []
        : PartsOf(condition, place).SelectMany(part => In(part.Condition, part.Place)).Concat(
            from comparison in Comparison.AllOf(condition)
            from operand in new[] { (Member: "value", Json: comparison.Value), (comparison.Member, Json: comparison.Operand) }
            where operand.Json is not null
            from found in ResultReferences.In(operand.Json.ToElement(), $"{place}/{operand.Member}")
            select found);

    /// <summary>The parts of which a condition is made, with their places.</summary>
    public static IEnumerable<(DeclaredCondition Condition, string Place)> PartsOf(DeclaredCondition condition, string place) =>
    [
        .. (condition.All ?? []).Select((part, index) => (part, $"{place}/all/{index}")),
        .. (condition.Any ?? []).Select((part, index) => (part, $"{place}/any/{index}")),
    ];

    /// <summary>The names without whose result, or value, a condition cannot hold.</summary>
    public static IReadOnlySet<string> NeededBy(DeclaredCondition? condition) => condition switch
    {
        null => new HashSet<string>(),
        { All: { } all } => all.SelectMany(NeededBy).ToHashSet(StringComparer.Ordinal),
        { Any: [var first, ..] any } => NeededBy(first).Where(name => any.All(part => NeededBy(part).Contains(name))).ToHashSet(StringComparer.Ordinal),
        _ => Comparison.AllOf(condition)
            .Where(comparison => comparison.NeedsValue)
            .SelectMany(comparison => comparison.References)
            .Select(reference => reference.Step)
            .ToHashSet(StringComparer.Ordinal),
    };
}
