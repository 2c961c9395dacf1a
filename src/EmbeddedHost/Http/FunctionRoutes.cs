using DurableSagas.EmbeddedHost.Functions;
using DurableSagas.EmbeddedHost.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace DurableSagas.EmbeddedHost.Http;

/// <summary>The routes of the app's HTTP functions; no request can match two of them.</summary>
internal sealed class FunctionRoutes
{
    // The real host keeps these first segments for itself.
    private static readonly string[] _reserved = ["admin", "runtime"];

    public FunctionRoutes(FunctionCatalog catalog, HostJson hostJson, IServiceProvider services)
    {
        var faults = new List<string>();
        var resolver = new DefaultInlineConstraintResolver(Options.Create(new RouteOptions()), services);
        All = [.. catalog.HttpFunctions.Select(function => Parse(function, hostJson.RoutePrefix, resolver, faults)).OfType<FunctionRoute>()];
        faults.AddRange(All.Where(IsReserved).Select(route =>
            $"Function '{route.Function.Name}': its route '{route.Path}' conflicts with the host's own routes. Do not begin it with 'admin' or 'runtime'."));
        faults.AddRange(Overlaps());
        if (faults.Count > 0)
        {
            throw new FunctionCatalogException(faults);
        }
    }

    public IReadOnlyList<FunctionRoute> All { get; }

    public FunctionRoute? Match(HttpContext context, out RouteValueDictionary values)
    {
        foreach (var route in All)
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

    private static FunctionRoute? Parse(
        AppFunction function, string routePrefix, DefaultInlineConstraintResolver resolver, List<string> faults)
    {
        try
        {
            return new FunctionRoute(function, (HttpTriggerAttribute)function.Trigger, routePrefix, resolver);
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
        for (var first = 0; first < All.Count; first++)
        {
            for (var second = first + 1; second < All.Count; second++)
            {
                if (RouteOverlap.Between(All[first], All[second]))
                {
                    yield return
                        $"Functions '{All[first].Function.Name}' ({All[first].Path}) and '{All[second].Function.Name}' ({All[second].Path}) " +
                        "have routes that match the same request; the real host does not prefer the literal one. Change a route or its verbs.";
                }
            }
        }
    }
}
