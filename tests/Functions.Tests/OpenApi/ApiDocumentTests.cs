using System.Text.Json.Nodes;
using DurableSagas.Functions.Faults;
using DurableSagas.Functions.OpenApi;
using DurableSagas.Sagas.Definitions;

namespace DurableSagas.Functions.Tests.OpenApi;

public sealed class ApiDocumentTests
{
    private static readonly SagaCatalog _catalog = SagaCatalog.Of(typeof(ApiDocument).Assembly);
    private static readonly JsonNode _document = JsonNode.Parse(new ApiDocument(_catalog, new FaultInjection(false)).Text)!;

    private static IEnumerable<(string Path, string Verb, JsonNode Operation)> Operations =>
        from path in _document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select (path.Key, operation.Key, operation.Value!);

    [Fact]
    public void Document_Operations_AreTheHttpFunctionsAndNothingElse()
    {
        var functions = EndpointFunction.Of(typeof(ApiDocument).Assembly)
            .SelectMany(function => function.Trigger.Methods!.Select(verb => (function.Name, verb)));

        Assert.Equal(functions.Order(), Operations.Select(operation => (operation.Operation["x-function"]!.GetValue<string>(), operation.Verb)).Distinct().Order());
    }

    [Fact]
    public void Document_Starts_AreOneForEachDefinition()
    {
        var starts = Operations.Where(operation => operation.Operation["x-function"]!.GetValue<string>() == "StartSaga").Select(operation => operation.Path);

        Assert.Equal(_catalog.Sagas.Select(saga => $"/sagas/{saga.Definition.Name}").Distinct().Order(), starts.Order());
    }

    [Fact]
    public void Document_Paths_HaveTheirParametersDeclared()
    {
        Assert.All(Operations, operation => Assert.Equal(
            operation.Path.Split('/').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}')),
            operation.Operation["parameters"]!.AsArray().Where(parameter => parameter!["in"]!.GetValue<string>() == "path").Select(parameter => parameter!["name"]!.GetValue<string>())));
    }

    [Fact]
    public void Document_Faults_AreOfferedWhereTheSettingAllowsThem()
    {
        var withFaults = JsonNode.Parse(new ApiDocument(_catalog, new FaultInjection(true)).Text)!;

        Assert.Null(_document["components"]!["schemas"]!["PlaceOrder"]!["properties"]!["faults"]);
        Assert.NotNull(withFaults["components"]!["schemas"]!["PlaceOrder"]!["properties"]!["faults"]);
    }
}
