using DurableSagas.LocalHost.Http.Routes;
using DurableSagas.LocalHost.Settings;
using DurableSagas.LocalHost.Tests.Host;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DurableSagas.LocalHost.Tests.Http;

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
    public async Task Start_FaultyRoutes_NamesFunctionsAndWhatToDo()
    {
        var engine = new FakeEngine(
            AppFunctions.Http("byid", route: "sagas/{id}"),
            AppFunctions.Http("summary", route: "sagas/summary"),
            AppFunctions.Http("broken", route: "a/{b:nosuch}"),
            AppFunctions.Http("reserved", route: "admin/host"),
            AppFunctions.Http("level", level: "everybody"),
            AppFunctions.Http("disabled", route: "sagas/{id}") with { IsDisabled = true });

        var exception = await Assert.ThrowsAsync<HostStartException>(
            () => TestHost.OfAsync(engine, """{ "version": "2.0", "extensions": { "http": { "routePrefix": "" } } }"""));

        var faults = exception.Message.Split(Environment.NewLine);
        Assert.StartsWith("Function 'broken': its route cannot be used: ", faults[0], StringComparison.Ordinal);
        Assert.Equal(
            [
                "Function 'level': its route cannot be used: its authLevel is 'everybody', expected Anonymous, User, Function, System, Admin.",
                "Function 'reserved': its route 'admin/host' conflicts with the host's own routes. Do not begin it with 'admin' or 'runtime'.",
                "Functions 'byid' (sagas/{id}) and 'summary' (sagas/summary) have routes that match the same request; " +
                "the real host does not prefer the literal one. Change a route or its verbs.",
            ],
            faults[1..]);
    }

    private static FunctionRoute Route(string text)
    {
        var (verbs, route) = (text.Split(' ')[0], text.Split(' ')[1]);
        var function = AppFunctions.Http(text, verbs == "any" ? string.Empty : verbs, route);
        var services = new ServiceCollection().BuildServiceProvider();
        return new FunctionRoute(function, string.Empty, new DefaultInlineConstraintResolver(Options.Create(new RouteOptions()), services));
    }
}
