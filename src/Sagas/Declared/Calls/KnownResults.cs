using System.Text.Json;
using DurableSagas.Sagas.Declared.References;
using DurableSagas.Sagas.Json;

namespace DurableSagas.Sagas.Declared.Calls;

/// <summary>The results to which a call can refer, as far as they are known when it is built or judged.</summary>
/// <param name="resultOf">The result of the step, branch or voter of this name, or the parameter; null when there is none.</param>
internal sealed class KnownResults(Func<string, JsonElement?> resultOf)
{
    /// <summary>Whose result may still come: what refers to it is not judged.</summary>
    public Func<string, bool> IsAwaited { get; init; } = _ => false;

    /// <summary>
    /// Whose result may be missing: a compensation's own, when nobody knows what its action did, that of a step that was skipped, a
    /// parameter that was not sent. In a body it is null then.
    /// </summary>
    public Func<string, bool> MayBeMissing { get; init; } = _ => false;

    /// <summary>Single places of other results, by the reference.</summary>
    public IReadOnlyDictionary<string, ForeignJson>? Places { get; init; }

    /// <summary>Null when there is nothing at that place.</summary>
    public JsonElement? Find(ResultReference reference) =>
        Places?.GetValueOrDefault(reference.Text)?.ToElement() ?? (resultOf(reference.Step) is { } result ? reference.In(result) : null);
}
