using System.Text.Json;
using DurableSagas.Sagas.Json;

namespace DurableSagas.Projections.Hub;

/// <summary>The input of a saga's instance, which is in the history's JSON.</summary>
internal static class SagaInput
{
    /// <summary>As views show it; as it is where no definition tells its type.</summary>
    public static string? ToRequest(this ISagaDefinitions definitions, string name, int version, string? input)
    {
        if (input is null || definitions.RequestTypeOf(name, version) is not { } type)
        {
            return input;
        }

        try
        {
            return JsonSerializer.Serialize(JsonSerializer.Deserialize(input, type, SagaJson.History), type, SagaJson.Options);
        }
        catch (JsonException)
        {
            // Whoever starts an instance through the management API may send anything: such a one fails, and is shown as it is.
            return input;
        }
    }
}
