using System.Text.Json;
using DurableSagas.Sagas.Texts;

namespace DurableSagas.Projections.Hub;

/// <summary>What the output of an instance that ended otherwise than by its outcome says to people.</summary>
internal static class InstanceOutput
{
    /// <summary>The reason of a termination is a JSON string, a failure is bare text; null when there is neither.</summary>
    public static string? TextOf(string? serializedOutput)
    {
        if (serializedOutput is null)
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(serializedOutput);
            return json.RootElement.ValueKind switch
            {
                JsonValueKind.String => ShortText.Of(json.RootElement.GetString()),
                JsonValueKind.Null => null,
                _ => ShortText.Of(serializedOutput),
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return ShortText.Of(serializedOutput);
        }
    }
}
