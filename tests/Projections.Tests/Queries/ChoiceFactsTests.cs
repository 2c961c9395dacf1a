using System.Text.Json;
using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;
using static DurableSagas.Projections.Tests.Queries.ShownSagas;

namespace DurableSagas.Projections.Tests.Queries;

/// <summary>What a view says of a saga's save-points: of reserve, fly (or else box and sail, or else fetch), and bill.</summary>
public sealed class ChoiceFactsTests
{
    private static readonly SagaDefinition _parcel = DeclaredSaga.DefinitionOf(JsonSerializer.Deserialize<DeclaredTransaction>(
        $$"""{"protocol":"saga","name":"parcel","steps":[{{Declared("reserve")}},{{Declared("fly", $",\"alternatives\":[[{Declared("box")},{Declared("sail")}],[{Declared("fetch")}]]")}},{{Declared("bill")}}]}""",
        SagaJson.Options)!);

    [Theory]
    [InlineData("------", "", null)]
    [InlineData("S-----", "0", null)]
    [InlineData("SS-kkk", "0", 0)]
    [InlineData("SN----", "0", null)]
    [InlineData("SNSS--", "0,1", 1)]
    [InlineData("SDSUS-", "0,1,2", 2)]
    [InlineData("DDD---", "0,1", null)]
    public void Choice_OfASaga_SaysWhichPathsWereTriedAndWhichWasTaken(string steps, string tried, int? taken)
    {
        var choice = Assert.Single(_parcel.Shown(SagaStatus.Running, [.. steps.Select(StepOf)]).Choices!);

        Assert.Equal((tried, taken), (string.Join(',', choice.Tried), choice.Taken));
        Assert.Equal(("reserve", "fly|box,sail|fetch"), (choice.After.Single(), string.Join('|', choice.Paths.Select(path => string.Join(',', path)))));
    }

    [Fact]
    public void Choice_OfASagaWithoutAny_IsNotThere() => Assert.Null(Plain.Shown(SagaStatus.Running).Choices);

    [Theory]
    // What follows a path that has ended well has begun, whatever was left before it.
    [InlineData("SS---", StepStatus.Running)]
    [InlineData("SNSS-", StepStatus.Running)]
    [InlineData("SN---", StepStatus.Pending)]
    // Another path tells itself that it has begun.
    [InlineData("SNS--", StepStatus.Pending)]
    public void StepAfterAChoice_HasBegunOnceAPathHasEndedWell(string steps, StepStatus bill)
    {
        var view = _parcel.Shown(SagaStatus.Running, [.. steps.Select(StepOf), StepOf('-')]);

        Assert.Equal((bill, StepStatus.Pending), (view.Steps[5].Status, view.Steps[4].Status));
        Assert.Equal(steps == "SNS--" ? StepStatus.Pending : view.Steps[3].Status, view.Steps[3].Status);
    }

    [Theory]
    [InlineData("SN----", StepEffect.Unknown, StepEffect.NeverHappened)]
    [InlineData("SNSS--", StepEffect.Stands, StepEffect.Unknown)]
    [InlineData("SS----", StepEffect.NeverHappened, StepEffect.Unknown)]
    public void Steps_OfAChoice_MayHaveBegunByTheRunsOrder(string steps, StepEffect box, StepEffect bill)
    {
        var view = _parcel.Shown(SagaStatus.Running, [.. steps.Select(StepOf)]);

        Assert.Equal((box, bill), (view.Steps[2].Stands, view.Steps[5].Stands));
    }

    private static StepView StepOf(char letter) => Step(letter switch
    {
        'S' => StepStatus.Succeeded,
        'N' => StepStatus.Refused,
        'U' or 'D' => StepStatus.Compensated,
        'k' => StepStatus.Skipped,
        _ => StepStatus.Pending,
    });

    private static string Declared(string name, string more = "") =>
        $$"""{"name":"{{name}}","participant":"p","action":{"method":"POST","path":"x"},"compensation":{"method":"POST","path":"y"}{{more}}}""";
}
