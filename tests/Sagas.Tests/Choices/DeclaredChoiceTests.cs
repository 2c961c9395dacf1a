using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Tests.Declared;
using DurableSagas.Testing;

namespace DurableSagas.Sagas.Tests.Choices;

/// <summary>Save-points and alternatives in documents.</summary>
public sealed class DeclaredChoiceTests
{
    private readonly Participant _participant = new();

    private static readonly DeclaredTransaction _parcel = Line(
        Step("reserve"),
        Step("pack", "\"savePoint\":true"),
        Step("fly", $"\"alternatives\":[[{Step("box")},{Step("sail", body: "{\"of\":{\"$result\":\"box#/id\"}}")}],[{Step("fetch")}]]"),
        Step("bill", body: "{\"flown\":{\"$result\":\"fly#/id\"},\"sailed\":{\"$result\":\"sail#/id\"},\"packed\":{\"$result\":\"pack#/id\"}}"));

    [Fact]
    public void Document_WithAlternatives_IsTheDefinitionThatCodeDeclares()
    {
        var saga = DeclaredSaga.DefinitionOf(_parcel);

        Assert.Equal([[1, 2], [3, 4], [5]], Assert.Single(saga.Choices).Paths);
        Assert.Equal(
            ["reserve:", "pack:reserve", "fly:pack", "box:reserve", "sail:box", "fetch:reserve", "bill:fly,sail,fetch"],
            saga.Steps.Select(step => $"{step.Name}:{string.Join(',', step.After)}"));
        Assert.Empty(DeclaredFaults.Of(_parcel, _ => true));
    }

    [Fact]
    public async Task Path_ThatFails_IsUndoneAndItsResultsAreNullToWhatFollows()
    {
        await using var host = await Hosts.StartAsync(_participant);
        host.Register(_parcel);
        host.Faults.On("fly", Fault.Refuses("fog"));

        var outcome = await host.OutcomeOfAsync(await host.StartAsync(_parcel, "parcel-1"));

        Assert.Equal(SagaStatus.Completed, outcome.Status);
        Assert.Equal(["reserve", "pack", "pack/compensation", "box", "sail", "bill"], _participant.Done);
        Assert.Equal("""{"flown":null,"sailed":"id-of-sail","packed":null}""", _participant.Asked["bill"].Body!.Text);
    }

    [Fact]
    public async Task SingleStep_WithAlternatives_IsItsOwnSavePoint()
    {
        var document = Line(Step("reserve"), Step("fly", $"\"alternatives\":[[{Step("sail")}]]"), Step("bill"));
        await using var host = await Hosts.StartAsync(_participant);
        host.Register(document);
        host.Faults.On("fly", Fault.Refuses("fog"));

        await host.OutcomeOfAsync(await host.StartAsync(document, "parcel-1"));

        Assert.Equal(["reserve", "sail", "bill"], _participant.Done);
    }

    [Theory]
    [InlineData("/steps/1/savePoint", "No step after this save-point has alternatives before the next one")]
    [InlineData("/steps/2/alternatives", "Expected at least one path")]
    [InlineData("/steps/3/alternatives/0/0", "can have neither a save-point nor alternatives of its own")]
    public void Document_WithChoicesThatCannotBe_NamesThePlaceOfEach(string place, string fault)
    {
        var document = Line(
            Step("a"),
            Step("b", "\"savePoint\":true"),
            Step("c", "\"savePoint\":true,\"alternatives\":[[]]"),
            Step("d", $"\"alternatives\":[[{Step("e", $"\"alternatives\":[[{Step("f")}]]")}]]"));

        Assert.Contains(DeclaredFaults.Of(document, _ => true), found => found.Place == place && found.Fault.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public void Steps_OfAlternatives_AreHeldToEveryRule()
    {
        var alternative = $"{Step("d", "\"kind\":\"pivot\"")},{Step("e", path: "x/{c#/id}")},{Step("f", "\"when\":{\"value\":{\"$result\":\"nobody#\"},\"exists\":true}")}";
        var document = Line(Step("a"), Step("c", $"\"alternatives\":[[{alternative}]]"), Step("g", path: "x/{c#/id}"));

        var faults = DeclaredFaults.Of(document, name => name == "p");

        Assert.Contains(faults, found => found.Place == "/steps/1/alternatives/0/0" && found.Fault.StartsWith("Pivot 'd' stands on a path", StringComparison.Ordinal));
        Assert.Contains(faults, found => found.Place == "/steps/1/alternatives/0/1/action/path" && found.Fault.Contains("no step that always comes before it", StringComparison.Ordinal));
        Assert.Contains(faults, found => found.Place == "/steps/1/alternatives/0/2/when/value");
        Assert.Contains(faults, found => found.Place == "/steps/2/action/path" && found.Fault.Contains("which may be missing", StringComparison.Ordinal));
    }

    private static string Step(string name, string? more = null, string body = "{}", string path = "x") =>
        $$"""{"name":"{{name}}","participant":"p","action":{"method":"POST","path":"{{path}}","body":{{body}}}{{(more?.Contains("pivot", StringComparison.Ordinal) == true ? "" : ""","compensation":{"method":"POST","path":"undo"}""")}}{{(more is null ? "" : $",{more}")}}}""";

    private static DeclaredTransaction Line(params string[] steps) => Documents.Read($$"""{"protocol":"saga","name":"parcel","steps":[{{string.Join(',', steps)}}]}""");
}
