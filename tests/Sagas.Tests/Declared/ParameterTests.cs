using System.Text.Json;
using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Testing;

namespace DurableSagas.Sagas.Tests.Declared;

/// <summary>Documents with parameters, and what starts send for them.</summary>
public sealed class ParameterTests
{
    private static readonly DeclaredTransaction _loan = Documents.Read(
        """
        {"protocol":"saga","name":"loan","version":3,
         "parameters":{"customer":{"type":"object"},"account":{"type":"string"},"amount":{"type":"number"},"note":{"type":"string","required":false}},
         "steps":[
          {"name":"note","participant":"p","action":{"method":"POST","path":"notes/{$note}"},"when":{"value":{"$parameter":"note"},"exists":true}},
          {"name":"pay","participant":"p","action":{"method":"POST","path":"a/{$account}/{$customer#/id}","body":{"amount":{"$parameter":"amount"},"note":{"$parameter":"note"}}}},
          {"name":"check","participant":"p","action":{"method":"POST","path":"c"},"when":{"value":{"$parameter":"amount"},"above":1000}}]}
        """);

    private readonly Participant _participant = new();

    [Theory]
    [InlineData("""{"customer":{"id":7},"account":"a 1","amount":1000.010000000000000000000000000001,"note":"hi"}""", "note,pay,check", "a/a%201/7", """{"amount":1000.010000000000000000000000000001,"note":"hi"}""")]
    [InlineData("""{"customer":{"id":7},"account":"a","amount":1E3}""", "pay", "a/a/7", """{"amount":1E3,"note":null}""")]
    [InlineData("""{"customer":{"id":7},"account":"a","amount":1e3,"note":null}""", "pay", "a/a/7", """{"amount":1e3,"note":null}""")]
    // What a caller sends is data, never a reference.
    [InlineData("""{"customer":{"id":7},"account":"{pay#}","amount":1,"note":"{$account}"}""", "note,pay", "a/%7Bpay%23%7D/7", """{"amount":1,"note":"{$account}"}""")]
    public async Task Start_WithArguments_RunsTheDocumentWithThem(string arguments, string done, string path, string body)
    {
        var outcome = await RunAsync(arguments);

        Assert.Equal((SagaStatus.Completed, done), (outcome.Status, string.Join(',', _participant.Done)));
        Assert.Equal((path, body), (_participant.Asked["pay"].Path, _participant.Asked["pay"].Body!.Text));
    }

    private const string Sound = """{"customer":{"id":7},"account":"a","amount":1}""";

    public static TheoryData<string, string> Faults { get; } = new()
    {
        { Sound, "" },
        { "{}", "account: It is missing.; amount: It is missing.; customer: It is missing." },
        { """{"customer":[],"account":7,"amount":"1","note":{},"other":1}""", "account: Expected text.; amount: Expected a number.; customer: Expected an object.; note: Expected text.; other: There is no such parameter." },
        { Sound.Replace("\"a\"", "null", StringComparison.Ordinal), "account: It is missing." },
        { Sound.Replace("\"a\"", "\"\"", StringComparison.Ordinal), "account, customer: Action of 'pay' could not be called: A path cannot take '' in parameter 'account': expected text or a number, found empty text." },
        { Sound.Replace("\"a\"", "\"a/b\"", StringComparison.Ordinal), "account, customer: Action of 'pay' could not be called: 'a/{$account}/{$customer#/id}' must not lead out of the participant's base URL, also not by what it refers to." },
        { Sound.Replace("7", "[7]", StringComparison.Ordinal), "account, customer: Action of 'pay' could not be called: A path cannot take '/id' in parameter 'customer': expected text or a number, found Array." },
        { Sound.Replace("\"id\"", "\"no\"", StringComparison.Ordinal), "account, customer: Action of 'pay' could not be called: There is no '/id' in parameter 'customer'." },
        { Sound.Replace("7", $"7,\"deep\":{new string('[', 31)}{new string(']', 31)}", StringComparison.Ordinal), "" },
        { Sound.Replace("7", $"7,\"deep\":{new string('[', 32)}{new string(']', 32)}", StringComparison.Ordinal), "customer: It may have 32 levels." },
        { Sound.Replace("\"amount\"", $"\"note\":\"{new string('n', 5000)}\",\"amount\"", StringComparison.Ordinal), "note: Action of 'note' could not be called: The path would have 5006 characters; 4096 are allowed." },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Arguments_OfAStart_AreJudgedByTheirParameters(string arguments, string faults)
    {
        Assert.Empty(DeclaredFaults.Of(_loan, _ => true));

        var found = DeclaredFaults.OfArguments(_loan.StartedWith(JsonElement.Parse(arguments))).Select(fault => $"{fault.Place}: {fault.Fault}");

        Assert.Equal(faults, string.Join("; ", found.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("string", "\"x\"", true)]
    [InlineData("string", "1", false)]
    [InlineData("number", "1.5", true)]
    [InlineData("integer", "1.50e1", true)]
    [InlineData("integer", "15.0", true)]
    [InlineData("integer", "0", true)]
    [InlineData("integer", "1.5", false)]
    [InlineData("integer", "15e-1", false)]
    [InlineData("boolean", "false", true)]
    [InlineData("boolean", "\"false\"", false)]
    [InlineData("object", "{}", true)]
    [InlineData("object", "[]", false)]
    [InlineData("array", "[]", true)]
    [InlineData("array", "{}", false)]
    public void Argument_OfAType_IsThatOrAFault(string type, string value, bool isSound)
    {
        var document = Documents.Read($$$"""{"protocol":"saga","name":"a","parameters":{"x":{"type":"{{{type}}}"}},"steps":[{"name":"a","participant":"p","action":{"method":"POST","path":"a"}}]}""");

        Assert.Equal(isSound, DeclaredFaults.OfArguments(document.StartedWith(JsonElement.Parse($$"""{"x":{{value}}}"""))).Count == 0);
    }

    [Theory]
    [InlineData("""{"method":"POST","path":"a/{$x}"}""", "/steps/0/action/path: There is no parameter 'x'.")]
    [InlineData("""{"method":"POST","path":"a","body":[{"$parameter":"x#/y"}]}""", "/steps/0/action/body/0: There is no parameter 'x'.")]
    [InlineData("""{"method":"POST","path":"a","body":[{"$parameter":"#/y"}]}""", "/steps/0/action/body/0: Expected a reference such as 'step#/json/pointer', or a parameter's name.")]
    // A result and a parameter are told apart by the member, not by a sign in its text.
    [InlineData("""{"method":"POST","path":"a","body":[{"$result":"$note#"}]}""", "/steps/0/action/body/0: Expected a reference such as 'step#/json/pointer', or a parameter's name.")]
    [InlineData("""{"method":"POST","path":"a/{$note}"}""", "/steps/0/action/path: A path cannot do without parameter 'note', which may be missing: let the step run only when it exists. A body can, and then has null.")]
    [InlineData("""{"method":"POST","path":"a","body":[{"$parameter":"note"}]}""", null)]
    public void Reference_ToAParameter_IsJudgedWithTheDocument(string action, string? fault)
    {
        var document = Documents.Read($$$"""{"protocol":"saga","name":"a","parameters":{"note":{"type":"string","required":false}},"steps":[{"name":"a","participant":"p","action":{{{action}}}}]}""");

        Assert.Equal(fault ?? string.Empty, string.Join("; ", DeclaredFaults.Of(document, _ => true).Select(found => $"{found.Place}: {found.Fault}")));
    }

    [Fact]
    public async Task Instance_StartedWithoutTheStarterAndItsArguments_FailsAtOnceAndCallsNothing()
    {
        var failed = await Assert.ThrowsAsync<SagaStuckException>(() => RunAsync("""{"account":"a","amount":1}"""));

        Assert.Contains("was started with a document that has faults; nothing was called. customer: It is missing.", failed.Message, StringComparison.Ordinal);
        Assert.Empty(_participant.Done);
    }

    [Fact]
    public void Definition_OfAStoredDocument_HasItsVersion()
    {
        Assert.Equal(3, DeclaredSaga.DefinitionOf(_loan).Version);
        Assert.Equal(0, DeclaredSaga.DefinitionOf(_loan with { Version = null }).Version);
    }

    // A confirm is built before the decision, from the parameters, too.
    [Fact]
    public async Task Tcc_WithParameters_CallsWithThem()
    {
        var document = Documents.Read("""{"protocol":"tcc","name":"trip","deadline":"PT8H","reservedFor":"P1D","parameters":{"seat":{"type":"string"}},"branches":[{"name":"flight","participant":"airline","try":{"method":"POST","path":"seats/{$seat}"},"confirm":{"method":"PUT","path":"seats/{$seat}/{flight#/id}"},"cancel":{"method":"PUT","path":"seats/{$seat}/cancel"}}]}""");
        await using var host = await Hosts.StartAsync(_participant);

        var outcome = await host.OutcomeOfAsync(await host.StartAsync(document.StartedWith(JsonElement.Parse("""{"seat":"12A"}""")), "tx-1"));

        Assert.Equal((SagaStatus.Completed, "seats/12A", "seats/12A/id-of-flight"), (outcome.Status, _participant.Asked["flight/try"].Path, _participant.Asked["flight/confirm"].Path));
    }

    private async Task<SagaOutcome> RunAsync(string arguments)
    {
        await using var host = await Hosts.StartAsync(_participant);
        return await host.OutcomeOfAsync(await host.StartAsync(_loan.StartedWith(JsonElement.Parse(arguments)), "tx-1"));
    }
}
