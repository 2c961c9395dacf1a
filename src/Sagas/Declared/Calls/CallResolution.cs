using System.Text.Json;
using DurableSagas.Sagas.Declared.Parts;
using DurableSagas.Sagas.Declared.References;
using DurableSagas.Sagas.Json;

namespace DurableSagas.Sagas.Declared.Calls;

/// <summary>Puts results in the places of one call's references, within the limits of what a call may carry.</summary>
/// <remarks>The only code that builds a call: whoever promises that one can be made has it built here, and throws it away.</remarks>
internal sealed class CallResolution
{
    /// <summary>Of the characters that references may put into one call: a small document must not grow without bounds.</summary>
    public const int MaxLength = 256 * 1024;

    private readonly KnownResults _results;
    private int _length;

    private CallResolution(KnownResults results) => _results = results;

    /// <exception cref="UnresolvedReferenceException">It cannot be made with these results.</exception>
    public static ResolvedCall Of(DeclaredCall call, KnownResults results)
    {
        var resolution = new CallResolution(results);
        return new ResolvedCall(CallPath.Resolve(call.Path, resolution.TextOf), call.Body is { } body ? resolution.Resolve(body) : null);
    }

    /// <summary>A body alone.</summary>
    /// <inheritdoc cref="Of"/>
    public static ForeignJson BodyOf(ForeignJson body, KnownResults results) => new CallResolution(results).Resolve(body);

    /// <summary>Why a call cannot be made with these results; null when it can.</summary>
    public static string? FaultOf(DeclaredCall call, KnownResults results) => FaultOf(() => Of(call, results));

    /// <summary>Why a body cannot be made with these results; null when it can.</summary>
    public static string? FaultOf(ForeignJson body, KnownResults results) => FaultOf(() => BodyOf(body, results));

    private static string? FaultOf(Func<object> make)
    {
        try
        {
            _ = make();
            return null;
        }
        catch (UnresolvedReferenceException unresolved)
        {
            return unresolved.Message;
        }
    }

    private ForeignJson Resolve(ForeignJson body)
    {
        var declared = body.ToElement();
        return ForeignJson.Written(writer => Resolve(declared, writer));
    }

    // Written as they are read, never as numbers of this language: every digit stays.
    private void Resolve(JsonElement node, Utf8JsonWriter writer)
    {
        if (ResultReferences.IsIn(node, out var reference))
        {
            Put(reference!, writer);
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
        if (_results.Find(reference) is { } value)
        {
            _length += value.GetRawText().Length;
            if (_length > MaxLength)
            {
                throw new UnresolvedReferenceException($"The results that the body refers to have more than {MaxLength} characters.");
            }

            value.WriteTo(writer);
        }
        else if (_results.MayBeMissing(reference.Step) || _results.IsAwaited(reference.Step))
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
        if (_results.Find(reference) is not { } value)
        {
            return _results.IsAwaited(reference.Step) ? reference.Step : throw Missing(reference);
        }

        return value.ValueKind switch
        {
            JsonValueKind.String when value.GetString() is { Length: > 0 } text => text,
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            var kind => throw new UnresolvedReferenceException(
                $"A path cannot take '{reference.Path}' in {reference.Source}: "
                    + $"expected text or a number, found {(kind == JsonValueKind.String ? "empty text" : kind)}."),
        };
    }

    private static UnresolvedReferenceException Missing(ResultReference reference) =>
        new($"There is no '{reference.Path}' in {reference.Source}.");
}
