using System.Text.Json;
using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Declared.Parts;
using DurableSagas.Sagas.Definitions.Catalog;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Testing;

namespace DurableSagas.Sagas.Tests.Declared;

/// <summary>Steps of documents that are sagas: of code, and of other documents.</summary>
public sealed class DeclaredSubSagaTests
{
    private static readonly DeclaredTransaction _account = Documents.Read(
        """
        {"protocol":"saga","name":"account","version":4,"parameters":{"owner":{"type":"string"},"limit":{"type":"number","required":false}},"steps":[
          {"name":"open","participant":"p","action":{"method":"POST","path":"accounts/{$owner}"},"compensation":{"method":"DELETE","path":"accounts/{$owner}"}},
          {"name":"allow","participant":"p","action":{"method":"POST","path":"limits","body":{"of":{"$result":"open#/id"},"limit":{"$parameter":"limit"}}},
           "compensation":{"method":"POST","path":"limits/undo"},"when":{"value":{"$parameter":"limit"},"exists":true}}]}
        """);

    private const string First = """{"name":"first","participant":"p","action":{"method":"POST","path":"first"},"compensation":{"method":"POST","path":"first/undo"}}""";
    private const string Account = """{"name":"account","kind":"SubSaga","saga":"account","request":{"owner":{"$result":"first#/id"},"limit":7.50}}""";
    private const string Last = """{"name":"last","participant":"p","action":{"method":"POST","path":"last/{account#/open/id}","body":{"$result":"account#"}}}""";
    private const string Refused = """{"name":"last","participant":"p","action":{"method":"POST","path":"last/{first#/nothing}"}}""";

    private readonly Participant _participant = new();

    [Fact]
    public async Task Document_AsAStep_RunsWithItsOwnRequestAndGivesTheResultsOfItsSteps()
    {
        _participant.Answers["allow"] = """{"limit":7.50}""";

        var (outcome, host) = await RunAsync(Line(First, Account, Last));

        Assert.Equal((SagaStatus.Completed, "first,open,allow,last"), (outcome.Status, string.Join(',', _participant.Done)));
        Assert.Equal(("accounts/id-of-first", "last/id-of-open"), (_participant.Asked["open"].Path, _participant.Asked["last"].Path));
        Assert.Equal("""{"open":{"id":"id-of-open","vote":"Commit"},"allow":{"limit":7.50}}""", _participant.Asked["last"].Body!.Text);
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Document_AsAStep_IsUndoneStepByStepWhenTheWholeTurnsBack()
    {
        var (outcome, host) = await RunAsync(Line(First, Account, Refused));

        Assert.Equal((SagaStatus.Compensated, "last"), (outcome.Status, outcome.Step));
        Assert.Equal("first,open,allow,allow/compensation,open/compensation,first/compensation", string.Join(',', _participant.Done));
        Assert.Equal(["account/allow", "account/open", "first"], outcome.Undone);
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Document_AsAStepThatTurnsBack_TurnsTheWholeBack()
    {
        _participant.Answers["open"] = """{"number":1}""";

        var (outcome, host) = await RunAsync(Line(First, Account, Last));

        Assert.Equal((SagaStatus.Compensated, "account", "allow: There is no '/id' in the result of step 'open'."), (outcome.Status, outcome.Step, outcome.Reason));
        Assert.Equal("first,open,open/compensation,first/compensation", string.Join(',', _participant.Done));
        await host.DisposeAsync();
    }

    [Theory]
    [InlineData("""{"id":7}""", "owner: Expected text.")]
    [InlineData("""{"id":"a/b"}""", "owner: Action of 'open' could not be called: 'accounts/{$owner}' must not lead out of the participant's base URL, also not by what it refers to.")]
    [InlineData("""{"id":null}""", "owner: It is missing.")]
    [InlineData("{}", "There is no '/id' in the result of step 'first'.")]
    public async Task Document_WhoseRequestDoesNotFit_RefusesTheStepAndRunsNothingOfIt(string first, string why)
    {
        _participant.Answers["first"] = first;

        var (outcome, host) = await RunAsync(Line(First, Account, Last));

        Assert.Equal((SagaStatus.Compensated, "account"), (outcome.Status, outcome.Step));
        Assert.Contains(why, outcome.Reason, StringComparison.Ordinal);
        Assert.StartsWith("The request of its saga could not be made: ", outcome.Reason, StringComparison.Ordinal);
        Assert.Equal("first,first/compensation", string.Join(',', _participant.Done));
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Document_InADocumentInADocument_IsUndoneFromItsInnermostStep()
    {
        var middle = Found(Documents.Read($$"""{"protocol":"saga","name":"middle-document","version":1,"steps":[{{First.Replace("first", "inner", StringComparison.Ordinal)}},{{Account.Replace("first#", "inner#", StringComparison.Ordinal)}}]}"""));
        var whole = Documents.Read($$"""{"protocol":"saga","name":"line","steps":[{"name":"mid","kind":"SubSaga","saga":"middle-document","request":{} },{"name":"last","participant":"p","action":{"method":"POST","path":"last/{mid#/account/open/id}/{mid#/inner/nothing}"} }]}""");

        var (outcome, host) = await RunAsync(whole with { Steps = [Running(whole.Steps![0], middle), whole.Steps[1]] });

        Assert.Equal((SagaStatus.Compensated, "There is no '/inner/nothing' in the result of step 'mid'."), (outcome.Status, outcome.Reason));
        Assert.Equal("inner,open,allow,allow/compensation,open/compensation,inner/compensation", string.Join(',', _participant.Done));
        await host.DisposeAsync();
    }

    private const string Priced = """{"name":"price","kind":"SubSaga","saga":"priced","request":{"number":{"$result":"first#/id"},"price":1234567890123456789.1234567}}""";

    [Fact]
    public async Task Code_AsAStep_GetsItsRequestWithEveryDigitAndGivesWhatItReturns()
    {
        var (outcome, host) = await RunAsync(Line(First, Priced, """{"name":"last","participant":"p","action":{"method":"POST","path":"last/{price#/number}","body":{"twice":{"$result":"price#/price"}}}}"""));

        Assert.Equal((SagaStatus.Completed, "first,B,C,last"), (outcome.Status, string.Join(',', _participant.Done)));
        Assert.Equal(("last/id-of-first", """{"twice":2469135780246913578.2469134}"""), (_participant.Asked["last"].Path, _participant.Asked["last"].Body!.Text));
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Code_AsAStep_IsUndoneWhenTheWholeTurnsBack()
    {
        var (outcome, host) = await RunAsync(Line(First, Priced, Refused));

        Assert.Equal((SagaStatus.Compensated, "last"), (outcome.Status, outcome.Step));
        Assert.Equal("first,B,C,UndoC,UndoB,first/compensation", string.Join(',', _participant.Done));
        await host.DisposeAsync();
    }

    [Theory]
    [InlineData("""{"id":7}""", "It is none of saga 'priced', at $.number.")]
    [InlineData("""{"id":null}""", "It is none of saga 'priced', at $.number.")]
    public async Task Code_WhoseRequestDoesNotFit_RefusesTheStepAndRunsNothingOfIt(string first, string why)
    {
        _participant.Answers["first"] = first;

        var (outcome, host) = await RunAsync(Line(First, Priced, Last.Replace("account#/open/id", "price#/number", StringComparison.Ordinal).Replace("account#", "price#", StringComparison.Ordinal)));

        Assert.Equal((SagaStatus.Compensated, $"The request of its saga could not be made: {why}"), (outcome.Status, outcome.Reason));
        Assert.Equal("first,first/compensation", string.Join(',', _participant.Done));
        await host.DisposeAsync();
    }

    [Theory]
    [InlineData("""{"name":"account","kind":"SubSaga","request":{} }""", "/steps/0/saga: 'saga' is missing.")]
    [InlineData("""{"name":"account","kind":"SubSaga","saga":"account"}""", "/steps/0/request: 'request' is missing.")]
    [InlineData("""{"name":"account","kind":"SubSaga","saga":"account","request":[]}""", "/steps/0/request: Expected an object.")]
    [InlineData("""{"name":"undo","kind":"SubSaga","saga":"account","request":{"owner":"a"}}""", "/steps/0/name: A sub-saga cannot be named 'undo'; it needs another name.")]
    [InlineData("""{"name":"account","kind":"SubSaga","saga":"account","request":{"owner":7,"more":1}}""", "/steps/0/request/owner: Expected text.; /steps/0/request/more: There is no such parameter.")]
    [InlineData("""{"name":"account","kind":"SubSaga","saga":"account","request":{"owner":{"$result":"zz#/id"}}}""", "/steps/0/request/owner: Step 'account' cannot refer to the result of 'zz', which is no step that always comes before it.")]
    public void Step_ThatIsNotWhole_IsAFault(string step, string faults)
    {
        var document = Line(step);

        Assert.Equal(faults, string.Join("; ", DeclaredFaults.Of(document, _ => true).Select(fault => $"{fault.Place}: {fault.Fault}")));
    }

    [Fact]
    public void Step_WhoseSagaWasNotLookedUp_IsAFault()
    {
        var document = Documents.Read($$"""{"protocol":"saga","name":"line","steps":[{{First}},{{Account}}]}""");

        Assert.Equal(["/steps/1/saga: Saga 'account' was not looked up; start the document by POST, not through the management API."], DeclaredFaults.Of(document, _ => true).Select(fault => $"{fault.Place}: {fault.Fault}"));
    }

    [Fact]
    public void Documents_TooDeepInEachOther_AreAFault()
    {
        static DeclaredTransaction Around(DeclaredTransaction inner) => Documents.Read("""{"protocol":"saga","name":"a","version":1,"steps":[{"name":"sub","kind":"SubSaga","saga":"a","request":{}}]}""") is var outer
            ? outer with { Steps = [Running(outer.Steps![0], inner)] }
            : inner;
        var four = Around(Around(Around(Around(Documents.Read($$"""{"protocol":"saga","name":"a","steps":[{{First}}]}""")))));

        Assert.Empty(DeclaredFaults.Of(four, _ => true));
        Assert.Equal(["/steps/0/saga: Stored documents may run each other 4 deep."], DeclaredFaults.Of(Around(four), _ => true).Select(fault => $"{fault.Place}: {fault.Fault}"));
    }

    // The deepest document that may be stored crosses and is shown whole.
    [Fact]
    public void Document_OfADeepSaga_IsReadAgain()
    {
        var started = Line(First, Account).StartedWith(JsonElement.Parse("{}"));

        foreach (var options in new[] { SagaJson.History, SagaJson.Options })
        {
            var text = JsonSerializer.Serialize(started, options);
            Assert.Equal(text, JsonSerializer.Serialize(JsonSerializer.Deserialize<DeclaredTransaction>(text, options), options));
        }
    }

    private static DeclaredTransaction Line(params string[] steps)
    {
        var document = Documents.Read($$"""{"protocol":"saga","name":"line","steps":[{{string.Join(',', steps)}}]}""");
        return Found(document);
    }

    /// <summary>With its sub-sagas, as a starter finds them.</summary>
    private static DeclaredTransaction Found(DeclaredTransaction document) => document with
    {
        Steps = [.. document.Steps!.Select(step => step.Saga is null ? step : step.Saga == "account" ? Running(step, _account) : step.Running(DeclaredOrchestrator.Catalog.Find(step.Saga!)!))],
    };

    private static DeclaredStep Running(DeclaredStep step, DeclaredTransaction document) =>
        step.Running(new RegisteredSaga(DeclaredSaga.DefinitionOf(document), nameof(DeclaredOrchestrator)), document);

    private async Task<(SagaOutcome Outcome, SagaTestHost Host)> RunAsync(DeclaredTransaction document)
    {
        Assert.Empty(DeclaredFaults.Of(document, _ => true));
        var host = await Hosts.StartAsync(_participant);
        return (await host.OutcomeOfAsync(await host.StartAsync(document, "tx-1")), host);
    }
}
