using DurableSagas.Sagas.Definitions;
using static DurableSagas.Sagas.Tests.Letters;

namespace DurableSagas.Sagas.Tests.Definitions;

public sealed class AttemptPolicyTests
{
    private static readonly AttemptPolicy _monthly = new() { MaxAttempts = 1000, FirstDelay = TimeSpan.FromDays(30), MaxDelay = TimeSpan.FromDays(30) };

    [Fact]
    public void Build_AttemptsOfMoreThanThirtyDays_IsRefusedWithTheSum()
    {
        var saga = Saga.For<Order>("slow").Step<A>().Attempts(_monthly).CompensateWith<UndoA>(_monthly with { MaxAttempts = 3 }).Retriable<B>().Attempts(_monthly with { MaxAttempts = 2 });

        var fault = Assert.Throws<SagaDefinitionException>(saga.Build);

        Assert.Equal(
            [
                "Step 'A': 1000 attempts of up to 00:00:30, with pauses from 30.00:00:00 to 30.00:00:00 between them, take up to 29970.08:20:00 in all; 30.00:00:00 are allowed. Lower MaxAttempts, the pauses or the time-out.",
                "Compensation of 'A': 3 attempts of up to 00:00:30, with pauses from 30.00:00:00 to 30.00:00:00 between them, take up to 60.00:01:30 in all; 30.00:00:00 are allowed. Lower MaxAttempts, the pauses or the time-out.",
                "Step 'B': 2 attempts of up to 00:00:30, with pauses from 30.00:00:00 to 30.00:00:00 between them, take up to 30.00:01:00 in all; 30.00:00:00 are allowed. Lower MaxAttempts, the pauses or the time-out.",
            ],
            fault.Faults);
    }

    [Fact]
    public void Build_LongAttemptsThatADeadlineEnds_AreAccepted()
    {
        var saga = Saga.For<Order>("slow").Within(TimeSpan.FromDays(30)).Step<A>().Attempts(_monthly).CompensateWith<UndoA>();

        Assert.Equal("slow", saga.Build().Name);
    }

    [Fact]
    public void Build_TimesWithoutMeasure_AreFaultsAndNoOverflow()
    {
        var endless = new AttemptPolicy { MaxAttempts = 1000, FirstDelay = TimeSpan.MaxValue, MaxDelay = TimeSpan.MaxValue, Timeout = TimeSpan.MaxValue, Backoff = 100 };
        var saga = Saga.For<Order>("endless").Step<A>().Attempts(endless);
        var transaction = Tcc.For<Order>("endless").Within(TimeSpan.FromDays(1)).ReservedFor(TimeSpan.FromDays(9)).Branch<A>().ConfirmWith<C>(endless).CancelWith<UndoA>();

        Assert.Single(Assert.Throws<SagaDefinitionException>(saga.Build).Faults, fault => fault.StartsWith("Step 'A': 1000 attempts", StringComparison.Ordinal));
        Assert.Contains(Assert.Throws<SagaDefinitionException>(transaction.Build).Faults, fault => fault.StartsWith("Step 'C': 1000 attempts", StringComparison.Ordinal));
    }

    public static TheoryData<AttemptPolicy, string?> Limits
    {
        get
        {
            var (tick, standard) = (TimeSpan.FromTicks(1), AttemptPolicy.Forward);
            return new()
            {
                { standard with { MaxAttempts = 1 }, null },
                { standard with { MaxAttempts = 1000 }, null },
                { standard with { MaxAttempts = 0 }, "Step 'A': MaxAttempts is 0; it must be 1 to 1000." },
                { standard with { MaxAttempts = 1001 }, "Step 'A': MaxAttempts is 1001; it must be 1 to 1000." },
                { standard with { FirstDelay = tick, MaxDelay = tick }, null },
                { standard with { FirstDelay = TimeSpan.Zero }, "Step 'A': FirstDelay is 00:00:00 and MaxDelay 00:01:00; FirstDelay must be positive and MaxDelay no shorter." },
                { standard with { FirstDelay = tick * 2, MaxDelay = tick }, "Step 'A': FirstDelay is 00:00:00.0000002 and MaxDelay 00:00:00.0000001; FirstDelay must be positive and MaxDelay no shorter." },
                { standard with { Backoff = 1 }, null },
                { standard with { Backoff = 100 }, null },
                { standard with { Backoff = 0.5 }, "Step 'A': Backoff is 0.5; it must be 1 to 100." },
                { standard with { Backoff = 101 }, "Step 'A': Backoff is 101; it must be 1 to 100." },
                { standard with { Backoff = double.NaN }, "Step 'A': Backoff is NaN; it must be 1 to 100." },
                { standard with { Timeout = tick, PendingFor = tick }, null },
                { standard with { Timeout = TimeSpan.Zero }, "Step 'A': Timeout is 00:00:00 and PendingFor 01:00:00; both must be positive." },
                { standard with { PendingFor = TimeSpan.Zero }, "Step 'A': Timeout is 00:00:30 and PendingFor 00:00:00; both must be positive." },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Limits))]
    public void Policy_AtItsLimits_IsAcceptedOrNamed(AttemptPolicy policy, string? fault) =>
        Assert.Equal(fault is null ? [] : [fault], policy.Faults("Step 'A'"));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 10)]
    [InlineData(2, 21)]
    [InlineData(4, 47)]
    [InlineData(6, 77)]
    public void Policy_OfSoManyAttempts_TakesThemAllWithPausesThatGrowToTheLongest(int attempts, int seconds)
    {
        var policy = new AttemptPolicy { MaxAttempts = attempts, Timeout = TimeSpan.FromSeconds(10), FirstDelay = TimeSpan.FromSeconds(1), Backoff = 2, MaxDelay = TimeSpan.FromSeconds(5) };

        Assert.Equal(TimeSpan.FromSeconds(seconds), policy.Longest);
    }

    [Fact]
    public void Policy_WhoseLengthHasNoMeasure_IsBounded()
    {
        var policy = new AttemptPolicy { MaxAttempts = int.MaxValue, Timeout = TimeSpan.FromTicks(1), FirstDelay = TimeSpan.FromDays(1), MaxDelay = TimeSpan.FromDays(1) };

        Assert.Equal(1000, Math.Floor(policy.Longest.TotalDays));
        Assert.Equal(TimeSpan.FromDays(1_000_000), (policy with { Timeout = TimeSpan.MaxValue }).Longest);
    }

    [Theory]
    [InlineData("a|b")]
    [InlineData("a\n")]
    [InlineData("a/b/c")]
    [InlineData("/a")]
    [InlineData("a?")]
    [InlineData("a\\b")]
    [InlineData("Cancel")]
    public void Build_NameThatFitsNoKey_IsRefused(string name) =>
        Assert.Contains(Assert.Throws<SagaDefinitionException>(Saga.For<Order>("named").Approval(name, TimeSpan.FromDays(1)).Build).Faults, fault => fault.Contains($"'{name}'", StringComparison.Ordinal));

    [Fact]
    public void Build_NameLongerThanItsColumn_IsRefused()
    {
        var longest = new string('n', 80);

        Assert.Equal("named", Saga.For<Order>("named").Approval(longest, TimeSpan.FromDays(1)).Build().Name);
        Assert.Throws<SagaDefinitionException>(Saga.For<Order>("named").Approval($"{longest}n", TimeSpan.FromDays(1)).Build);
    }
}
