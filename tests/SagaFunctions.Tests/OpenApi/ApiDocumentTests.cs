using System.Text.Json;
using System.Text.Json.Nodes;
using DurableSagas.SagaFunctions.Composition;
using DurableSagas.SagaFunctions.Declared;
using DurableSagas.SagaFunctions.Faults;
using DurableSagas.SagaFunctions.Http.Bodies;
using DurableSagas.SagaFunctions.OpenApi;
using DurableSagas.SagaFunctions.Tests.Notices;
using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Definitions.Catalog;
using FluentValidation;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.SagaFunctions.Tests.OpenApi;

public sealed class ApiDocumentTests
{
    private static readonly SagaCatalog _catalog = ExampleApp.Catalog;
    private static readonly ServiceProvider _services = new ServiceCollection().AddWorkflows(ExampleApp.Functions).BuildServiceProvider();
    private static readonly JsonNode _document = DocumentOf(new FaultInjection(false));

    private static IEnumerable<(string Path, string Verb, JsonNode Operation)> Operations =>
        from path in _document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select (path.Key, operation.Key, operation.Value!);

    [Fact]
    public void Document_Operations_AreTheHttpFunctionsAndNothingElse()
    {
        var functions = EndpointFunction.Of(ExampleApp.Functions)
            .SelectMany(function => function.Trigger.Methods!.Select(verb => (function.Name, verb)));

        Assert.Equal(functions.Order(), Operations.Select(operation => (operation.Operation["x-function"]!.GetValue<string>(), operation.Verb)).Distinct().Order());
    }

    [Fact]
    public void Document_Starts_AreOneForEachDefinitionAndOneForAllThatIsStored()
    {
        var starts = Operations.Where(operation => operation.Operation["x-function"]!.GetValue<string>() == "StartSaga").Select(operation => operation.Path);

        Assert.Equal(_catalog.Sagas.Select(saga => $"/sagas/{saga.Definition.Name}").Distinct().Append("/sagas/{id}").Order(), starts.Order());
    }

    [Fact]
    public void Document_StartOfASagaWithAResult_SaysWhatStandsInItsOutcome()
    {
        static string OutcomeOf(string saga) => _document["paths"]![$"/sagas/{saga}"]!["post"]!["responses"]!["200"]!["content"]!["application/json"]!["schema"]!.ToJsonString();

        Assert.Equal("""{"allOf":[{"$ref":"#/components/schemas/EndedSaga"},{"type":"object","properties":{"result":{"$ref":"#/components/schemas/Membership"}}}]}""", OutcomeOf("loyalty-membership"));
        Assert.Equal("""{"$ref":"#/components/schemas/EndedSaga"}""", OutcomeOf("order-fulfilment"));
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
        var withFaults = DocumentOf(new FaultInjection(true));

        Assert.Null(_document["components"]!["schemas"]!["PlaceOrder"]!["properties"]!["faults"]);
        Assert.NotNull(withFaults["components"]!["schemas"]!["PlaceOrder"]!["properties"]!["faults"]);
    }

    [Fact]
    public void Document_Receivers_AreOfferedToStartsWhereTheyAreRegistered()
    {
        var withReceivers = DocumentOf(new FaultInjection(false), "shipping", "billing");

        var declared = withReceivers["paths"]!["/transactions"]!["post"]!["requestBody"]!["content"]!["application/json"]!["schema"]!["properties"]!;
        Assert.Null(_document["components"]!["schemas"]!["PlaceOrder"]!["properties"]!["notify"]);
        Assert.Equal("""{"type":"string","enum":["billing","shipping"]}""", withReceivers["components"]!["schemas"]!["PlaceOrder"]!["properties"]!["notify"]!.ToJsonString());
        Assert.Equal("""{"type":"string","enum":["billing","shipping"]}""", declared["notify"]!.ToJsonString());
        // What is stored is no start.
        Assert.Null(withReceivers["components"]!["schemas"]!["DeclaredTransaction"]!["properties"]!["notify"]);
    }

    [Theory]
    [InlineData("PlaceOrder", "orderId", """{"type":"string","pattern":"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"}""")]
    [InlineData("PlaceOrder", "address", """{"type":"string","minLength":1,"maxLength":500}""")]
    [InlineData("TransferMoney", "amount", """{"type":"number","exclusiveMinimum":0,"exclusiveMaximum":1000000000000}""")]
    [InlineData("BookTrip", "travellers", """{"type":"integer","minimum":1,"maximum":100}""")]
    // Of the library itself, not of the app.
    [InlineData("ApprovalAnswer", "by", """{"type":"string","maxLength":200}""")]
    [InlineData("StockCount", "onHand", """{"type":"integer","minimum":0,"maximum":1000000000}""")]
    [InlineData("AccountBalance", "balance", """{"type":"number","minimum":0,"maximum":1000000000000}""")]
    [InlineData("OpeningBalance", "balance", """{"type":"number","minimum":0,"maximum":1000000000000}""")]
    [InlineData("OfferedPlaces", "places", """{"type":"integer","minimum":0,"maximum":1000000}""")]
    public void Document_Member_SaysWhatItsValidatorAsks(string type, string member, string expected)
    {
        var schema = _document["components"]!["schemas"]![type]!["properties"]![member];

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), schema), schema!.ToJsonString());
    }

    [Fact]
    public void Document_Items_SayWhatTheirValidatorAsksAndNotTheList()
    {
        var lines = _document["components"]!["schemas"]!["PlaceOrder"]!["properties"]!["lines"]!;

        Assert.Equal((1, null), (lines["minItems"]?.GetValue<int>(), lines["pattern"]));
        Assert.Equal(1_000_000, lines["items"]!["properties"]!["quantity"]!["maximum"]!.GetValue<int>());
    }

    [Fact]
    public void Document_Examples_AreWhatTheValidatorsAccept()
    {
        var examples = from saga in _catalog.Sagas
                       let type = saga.Definition.RequestType
                       let validator = (IValidator?)_services.GetService(typeof(IValidator<>).MakeGenericType(type))
                       where validator is not null
                       let request = ExampleOf($"/sagas/{saga.Definition.Name}").Deserialize(type, RequestBody.Options)!
                       select validator.Validate(new ValidationContext<object>(request));

        Assert.NotEmpty(examples);
        Assert.All(examples, result => Assert.Empty(result.Errors));
    }

    [Fact]
    public void Document_ExampleOfADeclaredTransaction_HasNoFault()
    {
        var example = ExampleOf("/transactions");

        Assert.Empty(new TransactionSchema().FaultsOf(JsonSerializer.SerializeToElement(example)));
        Assert.Empty(DeclaredFaults.Of(example.Deserialize<DeclaredTransaction>(RequestBody.Options)!, _ => true));
    }

    // Only the engine writes it: nobody could send it.
    [Fact]
    public void Document_DeclaredTransaction_HasParametersAndNoArguments()
    {
        var members = _document["components"]!["schemas"]!["DeclaredTransaction"]!["properties"]!.AsObject();

        Assert.Contains("parameters", members.Select(member => member.Key));
        Assert.DoesNotContain("arguments", members.Select(member => member.Key));
    }

    private static JsonNode ExampleOf(string path) => _document["paths"]![path]!["post"]!["requestBody"]!["content"]!["application/json"]!["example"]!;

    private static JsonNode DocumentOf(FaultInjection faults, params string[] receivers) => JsonNode.Parse(
        new ApiDocument(ExampleApp.Functions, _catalog, new StartMembers(faults, Registered.Queues(receivers)), _services).Text)!;
}
