using System.Text.Json;
using DurableSagas.Sagas.Declared.Parts;
using DurableSagas.Sagas.Declared.References;
using DurableSagas.Sagas.Json;

namespace DurableSagas.Sagas.Declared.Conditions;

/// <summary>Tells whether conditions hold.</summary>
/// <param name="find">What stands at a reference; null when nothing does.</param>
/// <param name="isAwaited">Whose result, by name, may still come.</param>
internal sealed class Judgement(Func<ResultReference, JsonElement?> find, Func<string, bool> isAwaited)
{
    /// <summary>Null while it hangs on results that are awaited.</summary>
    public bool? Holds(DeclaredCondition condition) => condition switch
    {
        { All: { } all } => Together(all, decisive: false),
        { Any: { } any } => Together(any, decisive: true),
        _ => HoldsAlone(condition),
    };

    // One part may decide for all of them.
    private bool? Together(IReadOnlyList<DeclaredCondition> parts, bool decisive)
    {
        bool?[] found = [.. parts.Select(Holds)];
        return found.Contains(decisive) ? decisive : found.Contains(null) ? null : !decisive;
    }

    private bool? HoldsAlone(DeclaredCondition condition)
    {
        var comparison = Comparison.Of(condition);
        return comparison.References.Any(reference => find(reference) is null && isAwaited(reference.Step))
            ? null
            : comparison.Holds(ValueOf(condition.Value), comparison.Operand is { } operand ? ValueOf(operand) : null);
    }

    // Nothing and null are the same here: so a body has it, too, that refers to nothing.
    private JsonElement? ValueOf(ForeignJson? operand)
    {
        var element = operand?.ToElement();
        var value = element is { } node && ResultReferences.IsIn(node, out var reference) ? (reference is null ? null : find(reference)) : element;
        return value is { ValueKind: JsonValueKind.Null } ? null : value;
    }
}
