using System.Text.Json;

namespace DurableSagas.LocalHost.Tests.Apps.Hosting;

internal static class JsonMembers
{
    /// <summary>The text of the first member that there is: Pascal or camel case is the worker's to choose.</summary>
    public static string GetProperty(this JsonElement json, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (json.TryGetProperty(name, out var member))
            {
                return member.GetString()!;
            }
        }

        throw new KeyNotFoundException($"None of '{string.Join("', '", names)}' is in {json}.");
    }
}
