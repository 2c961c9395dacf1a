using DurableSagas.LocalHost.Functions;
using DurableSagas.LocalHost.Settings;
using DurableSagas.LocalHost.Settings.Files;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace DurableSagas.LocalHost.Http.Routes;

/// <summary>The routes of the app's HTTP functions; no request can match two of them.</summary>
/// <remarks>Made when the host starts: after the worker has announced its functions, and before Kestrel listens.</remarks>
internal sealed class FunctionRoutes(IFunctionCatalog catalog, HostJson hostJson, IServiceProvider services) : IHostedService
{
    // The real host keeps these first segments for itself.
    private static readonly string[] _reserved = ["admin", "runtime"];

    private FunctionRoute[] _all = [];

    public IReadOnlyList<FunctionRoute> All => _all;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var faults = new List<string>();
        var resolver = new DefaultInlineConstraintResolver(Options.Create(new RouteOptions()), services);
        _all = [.. catalog.Functions.Where(function => function is { Kind: FunctionKind.Http, IsDisabled: false })
            .Select(function => Parse(function, resolver, faults)).OfType<FunctionRoute>()];
        faults.AddRange(_all.Where(IsReserved).Select(route =>
            $"Function '{route.Function.Name}': its route '{route.Path}' conflicts with the host's own routes. Do not begin it with 'admin' or 'runtime'."));
        faults.AddRange(Overlaps());
        return faults.Count == 0 ? Task.CompletedTask : throw new HostStartException(string.Join(Environment.NewLine, faults));
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public FunctionRoute? Match(HttpContext context, out RouteValueDictionary values)
    {
        foreach (var route in _all)
        {
            values = [];
            if (route.Accepts(context.Request.Method) && route.TryMatch(context, values))
            {
                return route;
            }
        }

        values = [];
        return null;
    }

    private FunctionRoute? Parse(AppFunction function, DefaultInlineConstraintResolver resolver, List<string> faults)
    {
        try
        {
            return new FunctionRoute(function, hostJson.RoutePrefix, resolver);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or RouteCreationException)
        {
            faults.Add($"Function '{function.Name}': its route cannot be used: {exception.Message}");
            return null;
        }
    }

    private static bool IsReserved(FunctionRoute route) =>
        _reserved.Contains(route.Path.Split('/')[0], StringComparer.OrdinalIgnoreCase);

    private IEnumerable<string> Overlaps()
    {
        for (var first = 0; first < _all.Length; first++)
        {
            for (var second = first + 1; second < _all.Length; second++)
            {
                if (RouteOverlap.Between(_all[first], _all[second]))
                {
                    yield return
                        $"Functions '{_all[first].Function.Name}' ({_all[first].Path}) and '{_all[second].Function.Name}' ({_all[second].Path}) " +
                        "have routes that match the same request; the real host does not prefer the literal one. Change a route or its verbs.";
                }
            }
        }
    }
}
