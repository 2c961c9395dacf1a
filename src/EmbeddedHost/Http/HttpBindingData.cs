using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace DurableSagas.EmbeddedHost.Http;

/// <summary>What parameters are bound from by name: the body's properties, over them the query string, over that the route.</summary>
internal static class HttpBindingData
{
    public static IReadOnlyDictionary<string, object?> Of(HttpRequest request, RouteValueDictionary route, MemoryStream body)
    {
        var data = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        AddBody(data, body);
        foreach (var (name, values) in request.Query.Where(pair => !pair.Key.Equals("code", StringComparison.OrdinalIgnoreCase)))
        {
            data[name] = values.ToString();
        }

        foreach (var (name, value) in route)
        {
            data[name] = Convert.ToString(value, CultureInfo.InvariantCulture);
        }

        data["Query"] = JsonSerializer.Serialize(request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()));
        data["Headers"] = JsonSerializer.Serialize(request.Headers.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()));
        return data;
    }

    private static void AddBody(Dictionary<string, object?> data, MemoryStream body)
    {
        if (body.Length == 0)
        {
            return;
        }

        try
        {
            using var json = JsonDocument.Parse(body.GetBuffer().AsMemory(0, (int)body.Length));
            foreach (var property in json.RootElement.EnumerateObject())
            {
                data[property.Name] = Text(property.Value);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // A body that is no JSON object carries no values by name; the function reads it as it likes.
        }
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };
}
