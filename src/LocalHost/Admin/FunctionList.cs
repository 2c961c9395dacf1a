using System.Text.Json;
using DurableSagas.LocalHost.Functions;
using DurableSagas.LocalHost.Http.Routes;
using DurableSagas.LocalHost.Management;

namespace DurableSagas.LocalHost.Admin;

/// <summary>What <c>GET admin/functions</c> tells of the app's functions, by the real host's names.</summary>
internal sealed class FunctionList(IFunctionCatalog catalog, FunctionRoutes routes, IHostAddress address)
{
    public IEnumerable<object> All() => catalog.Functions.Select(Describe);

    public object? Find(string name) => catalog.Find(name) is { } function ? Describe(function) : null;

    public object? StatusOf(string name) => catalog.Find(name) is null ? null : new { };

    private Dictionary<string, object?> Describe(AppFunction function) => new()
    {
        ["name"] = function.Name,
        ["script_root_path_href"] = null,
        ["script_href"] = null,
        ["config_href"] = null,
        ["test_data_href"] = null,
        ["href"] = new Uri(address.BaseUri, $"admin/functions/{Uri.EscapeDataString(function.Name)}"),
        ["invoke_url_template"] = InvokeUrl(function),
        ["language"] = "dotnet-isolated",
        ["config"] = Config(function),
        ["files"] = null,
        ["test_data"] = null,
        ["isDisabled"] = function.IsDisabled,
        ["isDirect"] = false,
        ["isProxy"] = false,
    };

    private string? InvokeUrl(AppFunction function) =>
        routes.All.FirstOrDefault(route => route.Function.Name == function.Name) is { } route ? $"{address.BaseUri}{route.Path}" : null;

    private static Dictionary<string, object> Config(AppFunction function) => new()
    {
        ["name"] = function.Name,
        ["scriptFile"] = function.ScriptFile,
        ["entryPoint"] = function.EntryPoint,
        ["language"] = "dotnet-isolated",
        ["bindings"] = function.Bindings.Select(binding => binding.Json).ToArray<JsonElement>(),
    };
}
