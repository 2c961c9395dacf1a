using System.Text.Json;
using DurableSagas.SagaFunctions.Http.Bodies;
using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Json;

namespace DurableSagas.SagaFunctions.Declared;

/// <summary>A request of code with references in it: what they stand for is seen when it is its step's turn, the rest is judged before.</summary>
internal static class ReferringRequest
{
    public static IEnumerable<(string Member, string Fault)> FaultsOf(ForeignJson request, Type type)
    {
        var body = request.ToElement();
        string[] references = [.. ReferencesIn(body, string.Empty)];
        return from fault in BodyShape.FaultsOf(body, type, RequestBody.Options)
               from text in fault.Value
               where !references.Any(place => IsOf(place, fault.Key, text))
               select ("request", $"{fault.Key}: {text}");
    }

    // A member that the request does not have is one whatever stands there.
    private static bool IsOf(string reference, string place, string fault) =>
        place.StartsWith($"{reference}.", StringComparison.Ordinal) || (place == reference && fault == BodyShape.WrongType);

    private static IEnumerable<string> ReferencesIn(JsonElement node, string place) => node.ValueKind switch
    {
        JsonValueKind.Object when DeclaredTransaction.IsReference(node) => [place],
        JsonValueKind.Object => node.EnumerateObject()
            .SelectMany(member => ReferencesIn(member.Value, place.Length == 0 ? member.Name : $"{place}.{member.Name}")),
        JsonValueKind.Array => node.EnumerateArray().SelectMany((item, index) => ReferencesIn(item, $"{place}[{index}]")),
        _ => [],
    };
}
