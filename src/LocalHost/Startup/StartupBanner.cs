using System.Text;
using DurableSagas.LocalHost.Functions;
using DurableSagas.LocalHost.Http.Routes;
using DurableSagas.LocalHost.Management;
using DurableSagas.LocalHost.Settings;
using Microsoft.Extensions.Configuration;

namespace DurableSagas.LocalHost.Startup;

/// <summary>What func start prints: each HTTP function with its verbs and URL, then the others with what starts them; and where data are kept.</summary>
internal sealed class StartupBanner(
    HostSettings settings, IConfiguration configuration, IFunctionCatalog catalog, FunctionRoutes routes, IHostAddress address, TextWriter output)
{
    private const string Indent = "        ";

    public void Print() => output.Write(Text());

    public string Text()
    {
        var url = address.BaseUri.GetLeftPart(UriPartial.Authority);
        var text = new StringBuilder().AppendLine()
            .AppendLine($"LocalHost, the Functions host for one machine, listens on {url}")
            .AppendLine($"App:      {settings.Folder.Path} ({settings.EnvironmentName})")
            .AppendLine($"Settings: {settings.Local.Path ?? "the environment alone"}")
            .AppendLine($"Task hub: {TaskHubName.Of(configuration)} on {settings.TaskHub}")
            .AppendLine($"Storage:  {StorageName.Of(configuration)}")
            .AppendLine().AppendLine("Functions:").AppendLine();
        foreach (var route in routes.All)
        {
            var verbs = route.Verbs.Count == 0 ? string.Empty : $"[{string.Join(',', route.Verbs.Select(verb => verb.ToUpperInvariant()))}] ";
            text.AppendLine($"{Indent}{route.Function.Name}: {verbs}{url}/{route.Path}").AppendLine();
        }

        var listed = routes.All.Select(route => route.Function).ToHashSet();
        foreach (var function in catalog.Functions.Where(function => !listed.Contains(function)))
        {
            text.AppendLine($"{Indent}{function.Name}: {function.Trigger.Type}{(function.IsDisabled ? " (disabled)" : string.Empty)}").AppendLine();
        }

        return text.ToString();
    }
}
