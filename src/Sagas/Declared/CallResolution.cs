using System.Text.Json;
using System.Text.Json.Nodes;

namespace DurableSagas.Sagas.Declared;

/// <summary>Puts results in the places of one call's references, within the limits of what a call may carry.</summary>
/// <param name="mayBeMissing">The step whose result may be missing: a compensation's own, when nobody knows what its action did. In a body it is null then.</param>
internal sealed class CallResolution(IReadOnlyDictionary<string, JsonElement> results, string? mayBeMissing = null)
{
    /// <summary>Of the characters that references may put into one call: a small document must not grow without bounds.</summary>
    public const int MaxLength = 256 * 1024;

    private const int MaxPathLength = 4096;

    private int _length;

    /// <exception cref="UnresolvedReferenceException"/>
    public string Resolve(string path)
    {
        var resolved = ResultReferences.InPath().Replace(path, match => Uri.EscapeDataString(TextOf(ResultReference.Parse(match.Groups[1].Value)!)));
        return resolved.Length <= MaxPathLength
            ? resolved
            : throw new UnresolvedReferenceException($"The path would have {resolved.Length} characters with its references resolved; {MaxPathLength} are allowed.");
    }

    /// <exception cref="UnresolvedReferenceException"/>
    public JsonElement Resolve(JsonElement body) => JsonSerializer.SerializeToElement(Resolve(JsonNode.Parse(body.GetRawText())), SagaJson.Options);

    private JsonNode? Resolve(JsonNode? node) => node switch
    {
        JsonObject reference when ResultReferences.TextOf(reference) is { } text => NodeOf(ResultReference.Parse(text)!),
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Resolve(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Resolve)]),
        null => null,
        _ => node.DeepClone(),
    };

    private JsonNode? NodeOf(ResultReference reference)
    {
        if (reference.In(results) is not { } value)
        {
            return reference.Step == mayBeMissing ? null : throw Missing(reference);
        }

        var text = value.GetRawText();
        _length += text.Length;
        return _length <= MaxLength
            ? JsonNode.Parse(text)
            : throw new UnresolvedReferenceException($"The results that the body refers to have more than {MaxLength} characters.");
    }

    // An empty segment, or the text of an object, would address something else than was meant.
    private string TextOf(ResultReference reference)
    {
        var value = reference.In(results) ?? throw Missing(reference);
        return value.ValueKind switch
        {
            JsonValueKind.String when value.GetString() is { Length: > 0 } text => text,
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            var kind => throw new UnresolvedReferenceException($"A path cannot take '{reference.Path}' in the result of step '{reference.Step}': expected text or a number, found {(kind == JsonValueKind.String ? "empty text" : kind)}."),
        };
    }

    private static UnresolvedReferenceException Missing(ResultReference reference) =>
        new($"There is no '{reference.Path}' in the result of step '{reference.Step}'.");
}
