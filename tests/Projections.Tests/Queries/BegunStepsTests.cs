using System.Text.Json;
using DurableSagas.Projections.Queries;
using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Projections.Tests.Queries;

/// <summary>Which steps of a two-phase commit are shown as begun before they have told anything: by the locks of its own request.</summary>
public sealed class BegunStepsTests
{
    [Theory]
    [InlineData(null, null, null, "PPP----", "RRR----")]
    [InlineData("b", "a", "c", "PPP----", "PRP----")]
    [InlineData("b", "a", "c", "PSP----", "RSP----")]
    [InlineData("b", "a", "c", "SSP----", "SSR----")]
    [InlineData("b", null, "c", "PPP----", "RRP----")]
    [InlineData(null, null, null, "SSSP---", "SSSR---")]
    [InlineData(null, null, null, "SSSSPPP", "SSSSRRR")]
    public void Steps_OfATwoPhaseCommit_HaveBegunInTheOrderOfItsLocks(string? first, string? second, string? third, string told, string shown) =>
        Assert.Equal(shown, Shown(Document(first, second, third), told, readOnly: null));

    [Theory]
    [InlineData(null, "FRR----")]
    [InlineData("a", "FPP----")]
    public void Steps_BesideOneThatTurnsTheSagaBack_HaveBegunIfTheyWaitedForNothing(string? key, string shown) =>
        Assert.Equal(shown, Shown(Document(key, key, key), "FPP----", readOnly: null));

    [Fact]
    public void Commit_OfAReadOnlyVoter_IsNotShownAsBegun() =>
        Assert.Equal("SSSSRPR", Shown(Document(null, null, null), "SSSSPPP", readOnly: 1));

    [Fact]
    public void Steps_OfASagaWhoseRequestIsNotKnown_HaveBegunAsIfNothingWereLocked()
    {
        var definition = DeclaredSaga.DefinitionOf(Document("b", "a", "c"));

        Assert.Equal("RRR----", Letters(ShownSteps.Of(definition.View(SagaStatus.Running), definition)));
    }

    private static string Shown(DeclaredTransaction document, string told, int? readOnly)
    {
        var definition = DeclaredSaga.DefinitionOf(document);
        var steps = told.Select((letter, ordinal) => ShownSagas.Step(
            letter switch { 'S' => StepStatus.Succeeded, 'F' => StepStatus.Refused, _ => StepStatus.Pending },
            ordinal == readOnly ? [ShownSagas.Try(StepOperation.Action, AttemptStatus.Succeeded) with { IsReadOnly = true }] : []));
        var view = definition.View(SagaStatus.Running, [.. steps]) with { Request = JsonSerializer.SerializeToElement(document, SagaJson.Options) };
        return Letters(ShownSteps.Of(view, definition));
    }

    private static string Letters(SagaView view) => string.Concat(view.Steps.Select((step, ordinal) => step.Status switch
    {
        StepStatus.Succeeded => 'S',
        StepStatus.Running => 'R',
        StepStatus.Refused => 'F',
        _ when view.Steps.Take(4).All(asked => asked.Status == StepStatus.Succeeded) || ordinal < 3 => 'P',
        _ => '-',
    }));

    private static DeclaredTransaction Document(params string?[] locks) => JsonSerializer.Deserialize<DeclaredTransaction>(
        $$"""{"protocol":"2pc","name":"votes","prepareWithin":"PT1M","participants":[{{string.Join(',', locks.Select(Participant))}}]}""", SagaJson.Options)!;

    private static string Participant(string? key, int number) =>
        $$"""{"name":"p{{number}}","participant":"bank","prepare":{"method":"POST","path":"a"},"commit":{"method":"POST","path":"b"},"abort":{"method":"POST","path":"c"}{{(key is null ? "" : $",\"locks\":\"{key}\"")}}}""";
}
