using System.Text.Json;

namespace DurableSagas.Sagas.Json;

/// <summary>Levels of nesting in JSON: a single value has none.</summary>
internal static class JsonDepth
{
    public static int Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => 1 + value.EnumerateObject().Select(member => Of(member.Value)).DefaultIfEmpty().Max(),
        JsonValueKind.Array => 1 + value.EnumerateArray().Select(Of).DefaultIfEmpty().Max(),
        _ => 0,
    };
}
