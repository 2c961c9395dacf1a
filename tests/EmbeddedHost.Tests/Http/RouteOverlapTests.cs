using DurableSagas.EmbeddedHost.Functions;
using DurableSagas.EmbeddedHost.Hosting;
using DurableSagas.EmbeddedHost.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DurableSagas.EmbeddedHost.Tests.Http;

public sealed class RouteOverlapTests
{
    [Theory]
    [InlineData("get sagas/{id}", "get sagas/summary", true)]
    [InlineData("get sagas/{id}", "post sagas/summary", false)]
    [InlineData("get,post sagas/{id}", "post sagas/{name}", true)]
    [InlineData("any sagas/{id}", "delete sagas/{name}", true)]
    [InlineData("get sagas/{id}", "get sagas/{id}/cancel", false)]
    [InlineData("get sagas", "get sagas/{id}", false)]
    [InlineData("get sagas", "get sagas/{id?}", true)]
    [InlineData("get sagas/{id=1}", "get sagas", true)]
    [InlineData("get sagas/{id:int}", "get sagas/summary", false)]
    [InlineData("get sagas/{id:int}", "get sagas/7", true)]
    [InlineData("get sagas/{id:int}", "get sagas/{id:guid}", false)]
    [InlineData("get sagas/{id:int}", "get sagas/{id:minlength(2)}", true)]
    [InlineData("get files/{*path}", "get files/a/b/c", true)]
    [InlineData("get files/{*path}", "get other/a", false)]
    [InlineData("get {name}.json", "get openapi.json", true)]
    [InlineData("get {name}.json", "get {name}.xml", false)]
    [InlineData("get SAGAS/a", "get sagas/A", true)]
    public void Between_TwoRoutes_OverlapWhenARequestMatchesBoth(string left, string right, bool expected)
    {
        var (one, other) = (Route(left), Route(right));

        Assert.Equal(expected, RouteOverlap.Between(one, other));
        Assert.Equal(expected, RouteOverlap.Between(other, one));
    }

    [Fact]
    public void Routes_WithFaults_NameBothFunctionsAndWhatToDo()
    {
        var catalog = new FunctionCatalog(FunctionDiscovery.Find(FunctionSource.Of(typeof(Faulty))), _ => false);
        var services = new ServiceCollection().BuildServiceProvider();

        var exception = Assert.Throws<FunctionCatalogException>(() => new FunctionRoutes(catalog, new HostJson { RoutePrefix = string.Empty }, services));

        Assert.Equal(
            [
                "Function 'reserved': its route 'admin/host' conflicts with the host's own routes. Do not begin it with 'admin' or 'runtime'.",
                "Functions 'byid' (sagas/{id}) and 'summary' (sagas/summary) have routes that match the same request; " +
                "the real host does not prefer the literal one. Change a route or its verbs.",
            ],
            exception.Faults.Skip(1));
        Assert.StartsWith("Function 'broken': its route cannot be used: ", exception.Faults[0], StringComparison.Ordinal);
    }

    private static FunctionRoute Route(string text)
    {
        var (verbs, route) = (text.Split(' ')[0], text.Split(' ')[1]);
        var method = typeof(RouteOverlapTests).GetMethod(nameof(Nothing), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!;
        var function = new AppFunction(text, method, method.GetParameters()[0]);
        var trigger = verbs == "any" ? new HttpTriggerAttribute() : new HttpTriggerAttribute(AuthorizationLevel.Anonymous, verbs.Split(','));
        trigger.Route = route;
        var services = new ServiceCollection().BuildServiceProvider();
        return new FunctionRoute(function, trigger, string.Empty, new DefaultInlineConstraintResolver(Options.Create(new RouteOptions()), services));
    }

    private static string Nothing([HttpTrigger] HttpRequestData request) => $"{request}";

    public static class Faulty
    {
        [Function("byid")]
        public static string ById([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sagas/{id}")] HttpRequestData request) => $"{request}";

        [Function("summary")]
        public static string Summary([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sagas/summary")] HttpRequestData request) => $"{request}";

        [Function("broken")]
        public static string Broken([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "a/{b:nosuch}")] HttpRequestData request) => $"{request}";

        [Function("reserved")]
        public static string Reserved([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "admin/host")] HttpRequestData request) => $"{request}";
    }
}
