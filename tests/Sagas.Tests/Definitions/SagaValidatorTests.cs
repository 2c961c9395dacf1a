using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Building;
using static DurableSagas.Sagas.Tests.Letters;

namespace DurableSagas.Sagas.Tests.Definitions;

/// <summary>The limits of what may be declared: the last value that is accepted, and the first that is not.</summary>
public sealed class SagaValidatorTests
{
    private static readonly TimeSpan _month = TimeSpan.FromDays(30);
    private static readonly TimeSpan _tick = TimeSpan.FromTicks(1);

    public static TheoryData<TimeSpan> TimesNotToBeHad => new() { TimeSpan.Zero, -_tick, _month + _tick };

    public static TheoryData<TimeSpan> TimesToBeHad => new() { _tick, _month };

    [Theory]
    [InlineData("a")]
    [InlineData("2a-b1-c")]
    [InlineData("sixty-four-characters-are-what-the-column-of-a-name-can-take-all")]
    public void Name_OfLowerCaseWords_IsAccepted(string name) => Assert.Equal(name, Saga.For<Order>(name).Step<A>().Build().Name);

    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("a_b")]
    [InlineData("-a")]
    [InlineData("a-")]
    [InlineData("a--b")]
    [InlineData("a\n")]
    [InlineData("sixty-five-characters-are-more-than-the-column-of-a-name-can-take")]
    public void Name_OfAnyOtherKind_IsRefused(string name) => Assert.Equal(
        [$"The name is '{name}'; it must be lower-case words of letters and digits joined by hyphens, 64 characters at most."],
        FaultsOf(Saga.For<Order>(name).Step<A>().Build));

    [Fact]
    public void Version_BeforeTheFirst_IsRefused()
    {
        Assert.Equal(["The version is 0; versions count from 1."], FaultsOf(Saga.For<Order>("named", version: 0).Step<A>().Build));
        Assert.Equal(1, Saga.For<Order>("named", version: 1).Step<A>().Build().Version);
    }

    [Theory]
    [MemberData(nameof(TimesNotToBeHad))]
    public void Times_OfNoLengthOrOfMoreThanAMonth_AreRefused(TimeSpan time)
    {
        var deadline = FaultsOf(Saga.For<Order>("timed").Within(time).Step<A>().Build);
        var approval = FaultsOf(Saga.For<Order>("timed").Approval("Approve", time).Build);
        var acknowledgement = FaultsOf(Saga.For<Order>("timed").Step<A>().CompensateByEvent("undo-a", time, evenIfAConsumerDies: false).Build);

        Assert.Equal([$"The deadline is {time}; it must be positive and 30 days at most."], deadline);
        Assert.Equal([$"Approval 'Approve' waits {time}; it must wait a positive time, 30.00:00:00 at most."], approval);
        Assert.Equal([$"Step 'A' waits {time} for the acknowledgement of its compensation; it must wait a positive time, 30.00:00:00 at most."], acknowledgement);
    }

    [Theory]
    [MemberData(nameof(TimesToBeHad))]
    public void Times_UpToAMonth_AreAccepted(TimeSpan time)
    {
        var saga = Saga.For<Order>("timed").Within(time)
            .Approval("Approve", time)
            .Step<A>().CompensateByEvent("undo-a", time, evenIfAConsumerDies: false)
            .Build();

        Assert.Equal((time, new StepWork.Approval(time)), (saga.Deadline, saga.Steps[0].Action));
        Assert.Equal(new StepWork.Event("A", "undo-a", time) { OutlivesItsConsumer = false }, saga.Steps[1].Compensation);
    }

    [Fact]
    public void Event_ThatWaitsNoTimeForAConsumerThatMayDie_HasOneFaultAlone() => Assert.Equal(
        ["Step 'A' waits 00:00:00 for the acknowledgement of its compensation; it must wait a positive time, 30.00:00:00 at most."],
        FaultsOf(Saga.For<Order>("timed").Step<A>().CompensateByEvent("undo-a", TimeSpan.Zero).Build));

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public void Steps_NoneOrMoreThanAHundred_AreRefused(int count) =>
        Assert.Equal([$"There are {count} steps; there must be 1 to 100."], FaultsOf(OfApprovals(count).Build));

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void Steps_UpToAHundred_AreAccepted(int count) => Assert.Equal(count, OfApprovals(count).Build().Steps.Count);

    [Fact]
    public void Steps_WhoseNamesDifferInCaseAlone_AreTheSame() => Assert.Equal(
        ["Step 'approve' is declared 2 times."],
        FaultsOf(Saga.For<Order>("twice").Approval("approve", _month).Approval("Approve", _month).Build));

    [Theory]
    [InlineData("a")]
    [InlineData("a b/ü c")]
    public void StepName_OfWordsAndASlash_IsAccepted(string name) => Assert.Equal(name, Saga.For<Order>("named").Approval(name, _month).Build().Steps[0].Name);

    [Theory]
    [InlineData("")]
    [InlineData("a|b")]
    [InlineData("a#b")]
    [InlineData("a/")]
    public void StepName_OfAnyOtherKind_IsRefused(string name) => Assert.Equal(
        [$"The name of step '{name}' must be 1 to 80 characters, none of them a control character or one of |, \\, # and ?; a slash may stand between two words."],
        FaultsOf(Saga.For<Order>("named").Approval(name, _month).Build));

    [Theory]
    [InlineData("abc")]
    [InlineData("a-1")]
    [InlineData("fifty-six-characters-leave-room-for-a-poison-queues-name")]
    public void Queue_OfANameThatAzureTakes_IsAccepted(string queue) =>
        Assert.Equal(queue, Assert.IsType<StepWork.Event>(Saga.For<Order>("queued").Step<A>().CompensateByEvent(queue).Build().Steps[0].Compensation).Queue);

    [Theory]
    [InlineData("ab")]
    [InlineData("Undo-a")]
    [InlineData("undo--a")]
    [InlineData("undo-a\n")]
    [InlineData("undo-poison")]
    [InlineData("fifty-seven-character-queues-leave-no-room-for-the-poison")]
    public void Queue_OfAnyOtherName_IsRefused(string queue) => Assert.Equal(
        [$"Step 'A' is compensated by queue '{queue}'; its name must be 3 to 56 lower-case letters, digits and single hyphens between them, and not end with '-poison'."],
        FaultsOf(Saga.For<Order>("queued").Step<A>().CompensateByEvent(queue).Build));

    [Fact]
    public void Compensable_BesideThePivot_IsRefusedAndRetriableStepsAfterNoPivotAreNot()
    {
        var beside = Saga.For<Order>("beside").Pivot<A>().Step<B>().AtOnce().CompensateWith<UndoB>();

        Assert.Equal(["Compensable step 'B' may run after or beside the pivot 'A'; it must come before it. Add `.After<B>()` to 'A'."], FaultsOf(beside.Build));
        Assert.Equal(2, Saga.For<Order>("without").Step<A>().CompensateWith<UndoA>().Retriable<B>().Build().Steps.Count);
    }

    /// <summary>Eight events an attempt: 2500 attempts are as many as a history bears.</summary>
    [Theory]
    [InlineData(500, false)]
    [InlineData(501, true)]
    public void History_AtItsLimit_CountsStepsCompensationsAndEventsTwice(int attempts, bool isTooLong)
    {
        var (some, last) = (Often(500), Often(attempts));
        SagaBuilder<Order>[] sagas =
        [
            SagaOf(saga => saga.Step<A>().Attempts(Often(1000)).Step<B>().Attempts(Often(1000)).Step<C>().Attempts(last)),
            SagaOf(saga => saga.Step<A>().Attempts(Often(1000)).CompensateWith<UndoA>(Often(1000)).Step<B>().Attempts(last)),
            SagaOf(saga => saga.Step<A>().Attempts(some).CompensateByEvent("undo-a", attempts: some).Step<B>().Attempts(some).Step<C>().Attempts(last)),
        ];

        Assert.All(sagas, saga => Assert.Equal(
            isTooLong ? ["At worst the saga makes 20008 history events; past 20000 Durable Functions replays slowly. Lower MaxAttempts, or move steps into sub-sagas."] : [],
            FaultsOf(saga.Build)));
    }

    [Fact]
    public void Attempts_OfMoreThanThirtyDays_AreRefusedOnlyWhereNoDeadlineEndsThem()
    {
        var month = new AttemptPolicy { MaxAttempts = 1, Timeout = _month };
        var more = month with { Timeout = _month + TimeSpan.FromSeconds(1) };

        var faults = FaultsOf(Saga.For<Order>("long").Within(_month)
            .Step<A>().Attempts(more).CompensateWith<UndoA>(month)
            .Pivot<B>().Attempts(more)
            .Retriable<C>().Attempts(month)
            .Build);

        Assert.Equal(["Step 'B': 1 attempts of up to 30.00:00:01, with pauses from 00:00:01 to 00:01:00 between them, take up to 30.00:00:01 in all; 30.00:00:00 are allowed. Lower MaxAttempts, the pauses or the time-out."], faults);
    }

    private static AttemptPolicy Often(int attempts) => new() { MaxAttempts = attempts };

    private static SagaBuilder<Order> SagaOf(Action<SagaBuilder<Order>> steps)
    {
        var saga = Saga.For<Order>("long");
        steps(saga);
        return saga;
    }

    private static SagaBuilder<Order> OfApprovals(int count) => SagaOf(saga =>
    {
        foreach (var number in Enumerable.Range(1, count))
        {
            saga.Approval($"Approve {number}", _month);
        }
    });

    private static IReadOnlyList<string> FaultsOf(Func<SagaDefinition<Order>> build) =>
        Record.Exception(build) is { } thrown ? Assert.IsType<SagaDefinitionException>(thrown).Faults : [];
}
