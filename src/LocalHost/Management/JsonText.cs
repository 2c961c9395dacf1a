using System.Text.Json;

namespace DurableSagas.LocalHost.Management;

/// <summary>Whether a text is JSON that every store and reader behind the extension can hold.</summary>
internal static class JsonText
{
    // As deep as the extension's own JSON library goes.
    private const int MaxDepth = 64;

    /// <returns>What is wrong with it; null when nothing is.</returns>
    public static string? Fault(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String && reader.ValueIsEscaped)
                {
                    // Half of a surrogate pair passes as an escape, and is found only when the text is made of it.
                    reader.GetString();
                }
            }

            return null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return exception.Message;
        }
    }
}
