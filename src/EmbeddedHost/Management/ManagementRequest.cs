using System.Globalization;
using DurableSagas.EmbeddedHost.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace DurableSagas.EmbeddedHost.Management;

/// <summary>A request below the management API's base path, with its path taken apart and unescaped.</summary>
internal sealed class ManagementRequest(HttpContext http, IReadOnlyList<string> path)
{
    public HttpContext Http { get; } = http;

    public IReadOnlyList<string> Path { get; } = path;

    public string Verb => Http.Request.Method;

    public CancellationToken Aborted => Http.RequestAborted;

    /// <summary>The scheme and authority by which the caller reached this host.</summary>
    public string Origin => RequestUrl.Of(Http).GetLeftPart(UriPartial.Authority);

    public string? Text(string name) => Http.Request.Query.TryGetValue(name, out var values) ? values.ToString() : null;

    public bool Flag(string name, bool absent) => bool.TryParse(Text(name), out var value) ? value : absent;

    public int Number(string name, int absent, int maximum) =>
        int.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 ? Math.Min(value, maximum) : absent;

    /// <summary>Null when it is absent, and when it cannot be read: as the real extension, which ignores it then.</summary>
    public DateTimeOffset? Time(string name) => DateTimeOffset.TryParse(
        Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var value) ? value : null;

    /// <summary>Null when no status that exists is named.</summary>
    public IReadOnlyList<OrchestrationRuntimeStatus>? Statuses()
    {
        var named = (Text("runtimeStatus") ?? string.Empty).Split(',', StringSplitOptions.TrimEntries)
            .SelectMany(name => Enum.GetValues<OrchestrationRuntimeStatus>().Where(status => status.ToString().Equals(name, StringComparison.OrdinalIgnoreCase)))
            .ToList();
        return named.Count > 0 ? named : null;
    }
}
