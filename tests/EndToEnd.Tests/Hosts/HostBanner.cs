using System.Text.RegularExpressions;

namespace DurableSagas.EndToEnd.Tests.Hosts;

/// <summary>What LocalHost prints when it listens, as <c>func start</c> does: <c>GetHealth: [GET] http://localhost:7071/api/health</c>.</summary>
internal static partial class HostBanner
{
    /// <summary>Where the host listens; null when the line does not say.</summary>
    public static Uri? UrlIn(string? line) => line is not null && RouteUrl().Match(line) is { Success: true } route ? new Uri(route.Value) : null;

    [GeneratedRegex(@"http://[^\s/]+:[1-9]\d*/(?=api/)")]
    private static partial Regex RouteUrl();
}
