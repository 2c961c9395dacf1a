using System.Text.Json;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Building;
using DurableSagas.Sagas.Definitions.Shapes;
using DurableSagas.Sagas.Json;
using static DurableSagas.Sagas.Tests.Letters;

namespace DurableSagas.Sagas.Tests.Definitions.Changes;

public sealed class DefinitionShapeTests
{
    private static readonly SagaDefinition<Order> _saga = Of(saga => saga.Step<A>().CompensateWith<UndoA>().Step<B>());

    /// <summary>What a history would not bear, and how it is told.</summary>
    public static TheoryData<string, string> Changes => new()
    {
        { "added", "C added" },
        { "removed", "B removed" },
        { "exchanged", "C added, B removed" },
        { "another compensation", "A was 'Compensable A 3 times, undone by UndoA 10 times', is 'Compensable A 3 times, undone by UndoB 10 times'" },
        { "by event", "A was 'Compensable A 3 times, undone by UndoA 10 times', is 'Compensable A 3 times, undone by queue undo-a 10 times'" },
        { "attempts", "B was 'Compensable B 3 times, after A', is 'Compensable B 5 times, after A'" },
        { "at once", "B was 'Compensable B 3 times, after A', is 'Compensable B 3 times'" },
        { "condition", "B was 'Compensable B 3 times, after A', is 'Compensable B 3 times, after A, under a condition'" },
        { "kind", "B was 'Compensable B 3 times, after A', is 'Pivot B 3 times, after A'" },
        { "deadline", "'Saga' is 'Saga with a deadline'" },
        { "order", "its steps stand in another order" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Shape_WhenTheDefinitionChanges_IsAnotherAndSaysWhatChanged(string change, string told)
    {
        var now = Changed(change);

        Assert.Equal(told, _saga.Shape.ChangesTo(now.Shape));
        Assert.NotEqual(_saga.Shape.Fingerprint, now.Shape.Fingerprint);
    }

    [Fact]
    public void Shape_OfTheSameStepsWithOtherTimesOrASecondBuild_IsTheSame()
    {
        var slower = Of(saga => saga.Step<A>().CompensateWith<UndoA>().Step<B>().Attempts(AttemptPolicy.Forward with { FirstDelay = TimeSpan.FromSeconds(9), Timeout = TimeSpan.FromMinutes(9) }));

        Assert.Equal(_saga.Shape.Fingerprint, slower.Shape.Fingerprint);
        Assert.Empty(_saga.Shape.ChangesTo(slower.Shape));
        Assert.Matches("^[0-9a-f]{16}$", slower.Shape.Fingerprint);
    }

    [Fact]
    public void Shape_KeptAndRead_IsTheSame() => Assert.Equal(
        _saga.Shape.Fingerprint,
        JsonSerializer.Deserialize<DefinitionShape>(JsonSerializer.Serialize(_saga.Shape, SagaJson.Options), SagaJson.Options)!.Fingerprint);

    // A history of the parent is of the sub-saga, too.
    [Fact]
    public void Shape_OfASagaWhoseSubSagaChanged_IsAnother()
    {
        var (before, now) = (Above(_saga), Above(Changed("added")));

        Assert.NotEqual(before.Shape.Fingerprint, now.Shape.Fingerprint);
        Assert.StartsWith("shaped was 'Compensable saga shaped 1 (", before.Shape.ChangesTo(now.Shape), StringComparison.Ordinal);
    }

    [Fact]
    public void Shape_OfAParticipantThatSaysWhatItLocks_IsAnother()
    {
        static SagaDefinition<Order> Votes(Func<ParticipantBuilder<Order>, ParticipantBuilder<Order>> more) => more(TwoPhase.For<Order>("votes")
            .PrepareWithin(TimeSpan.FromMinutes(1))
            .Participant<Voters.P>()).CommitWith<C>().AbortWith<Voters.UndoP>().Build();

        Assert.NotEqual(Votes(voter => voter).Shape.Fingerprint, Votes(voter => voter.Locks(_ => "all")).Shape.Fingerprint);
    }

    private static SagaDefinition<Order> Changed(string change) => change switch
    {
        "added" => Of(saga => saga.Step<A>().CompensateWith<UndoA>().Step<C>().Step<B>()),
        "removed" => Of(saga => saga.Step<A>().CompensateWith<UndoA>()),
        "exchanged" => Of(saga => saga.Step<A>().CompensateWith<UndoA>().Step<C>()),
        "another compensation" => Of(saga => saga.Step<A>().CompensateWith<UndoB>().Step<B>()),
        "by event" => Of(saga => saga.Step<A>().CompensateByEvent("undo-a").Step<B>()),
        "attempts" => Of(saga => saga.Step<A>().CompensateWith<UndoA>().Step<B>().Attempts(AttemptPolicy.Forward with { MaxAttempts = 5 })),
        "at once" => Of(saga => saga.Step<A>().CompensateWith<UndoA>().Step<B>().AtOnce()),
        "condition" => Of(saga => saga.Step<A>().CompensateWith<UndoA>().Step<B>().When((_, _) => true)),
        "kind" => Of(saga => saga.Step<A>().CompensateWith<UndoA>().Pivot<B>()),
        "deadline" => Saga.For<Order>("shaped").Within(TimeSpan.FromDays(1)).Step<A>().CompensateWith<UndoA>().Step<B>().Build(),
        _ => Of(saga => saga.Step<B>().After<A>().Step<A>().AtOnce().CompensateWith<UndoA>()),
    };

    private static SagaDefinition<Order> Of(Func<SagaBuilder<Order>, StepBuilder<Order>> steps) => steps(Saga.For<Order>("shaped")).Build();

    private static SagaDefinition<Order> Above(SagaDefinition<Order> saga) => Saga.For<Order>("above").SubSaga(saga, (order, _) => order).Build();
}
