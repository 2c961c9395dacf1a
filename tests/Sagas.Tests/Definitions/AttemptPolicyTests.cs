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
