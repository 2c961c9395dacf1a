using System.Text;
using DurableSagas.EmbeddedHost.Functions;
using DurableSagas.EmbeddedHost.Http;

namespace DurableSagas.EmbeddedHost.Hosting;

/// <summary>What func start prints: each HTTP function with its verbs and URL, then the others with what starts them.</summary>
internal sealed class StartupBanner(FunctionCatalog catalog, FunctionRoutes routes, TextWriter output)
{
    private const string Indent = "        ";

    public void Print(string url) => output.Write(Text(url));

    public string Text(string url)
    {
        var text = new StringBuilder().AppendLine().AppendLine($"Embedded Functions host: one process, never scales out. Listening on {url}");
        text.AppendLine().AppendLine("Functions:").AppendLine();
        foreach (var route in routes.All)
        {
            var verbs = route.Verbs.Count == 0 ? string.Empty : $"[{string.Join(',', route.Verbs.Select(verb => verb.ToUpperInvariant()))}] ";
            text.AppendLine($"{Indent}{route.Function.Name}: {verbs}{url}/{route.Path}").AppendLine();
        }

        var listed = routes.All.Select(route => route.Function).ToHashSet();
        foreach (var function in catalog.All.Where(function => !listed.Contains(function)))
        {
            var disabled = catalog.Disabled.Contains(function) ? " (disabled)" : string.Empty;
            text.AppendLine($"{Indent}{function.Name}: {function.TriggerType}{disabled}").AppendLine();
        }

        return text.ToString();
    }
}
