using System.Text.Json;

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
    public ForeignJson Resolve(ForeignJson body)
    {
        var declared = body.ToElement();
        return ForeignJson.Written(writer => Resolve(declared, writer));
    }

    // Written as they are read, never as numbers of this language: every digit stays.
    private void Resolve(JsonElement node, Utf8JsonWriter writer)
    {
        if (ResultReferences.TextOf(node) is { } reference)
        {
            Put(ResultReference.Parse(reference)!, writer);
        }
        else if (node.ValueKind == JsonValueKind.Object)
        {
            writer.WriteStartObject();
            foreach (var member in node.EnumerateObject())
            {
                writer.WritePropertyName(member.Name);
                Resolve(member.Value, writer);
            }

            writer.WriteEndObject();
        }
        else if (node.ValueKind == JsonValueKind.Array)
        {
            writer.WriteStartArray();
            foreach (var item in node.EnumerateArray())
            {
                Resolve(item, writer);
            }

            writer.WriteEndArray();
        }
        else
        {
            node.WriteTo(writer);
        }
    }

    private void Put(ResultReference reference, Utf8JsonWriter writer)
    {
        if (reference.In(results) is { } value)
        {
            _length += value.GetRawText().Length;
            (_length <= MaxLength ? value : throw new UnresolvedReferenceException($"The results that the body refers to have more than {MaxLength} characters.")).WriteTo(writer);
        }
        else if (reference.Step == mayBeMissing)
        {
            writer.WriteNullValue();
        }
        else
        {
            throw Missing(reference);
        }
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
