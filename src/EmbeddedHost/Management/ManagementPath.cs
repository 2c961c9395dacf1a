namespace DurableSagas.EmbeddedHost.Management;

/// <summary>Takes a request's path apart before it is unescaped, so that an id may hold any character.</summary>
internal static class ManagementPath
{
    /// <summary>At least one part; an empty one when the path ends at the base.</summary>
    public static IReadOnlyList<string> Below(string basePath, string target)
    {
        var path = target.Split('?', 2)[0];
        return [.. path[Math.Min(basePath.Length, path.Length)..].Trim('/').Split('/').Select(Uri.UnescapeDataString)];
    }
}
