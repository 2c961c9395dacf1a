using DurableSagas.Sagas.Outcomes;
using DurableSagas.Testing;
using DurableSagas.Testing.Faults;
using static DurableSagas.Sagas.Tests.Letters;

namespace DurableSagas.Sagas.Tests.Running;

/// <summary>How long a saga waits where the participant has a wish of its own.</summary>
public sealed class PatienceTests
{
    [Theory]
    [InlineData(40, 40)]
    [InlineData(7200, 60)]
    public async Task RetryAfter_OfAParticipantOutOfService_IsGrantedAsFarAsThePolicyGoes(int wished, int granted)
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<B>(Fault.IsUnavailable(TimeSpan.FromSeconds(wished)).For(2));

        var outcome = await host.RunAsync(Shapes.Line, new Order(), "order-1");

        Assert.Equal(SagaStatus.Completed, outcome.Status);
        Assert.Equal([granted, granted], Pauses(host, "B").Select(pause => pause.TotalSeconds));
    }

    [Fact]
    public async Task RetryAfter_ShorterThanThePolicysPause_IsNoReasonToAskSooner()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<B>(Fault.IsUnavailable(TimeSpan.FromMilliseconds(1)).For(2));

        await host.RunAsync(Shapes.Line, new Order(), "order-1");

        Assert.All(Pauses(host, "B").Zip([1d, 2d]), pair => Assert.InRange(pair.First.TotalSeconds, pair.Second * 0.75, pair.Second));
    }

    [Fact]
    public async Task Pending_ForLongerThanItMay_IsAskedAgainAtItsDeadlineAndNotWhenItWishes()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<B>(Fault.Pends(TimeSpan.FromHours(20)).Once());

        await host.RunAsync(Shapes.Line, new Order(), "order-1");

        Assert.Equal([TimeSpan.FromHours(1)], Pauses(host, "B"));
    }

    private static IEnumerable<TimeSpan> Pauses(SagaTestHost host, string activity)
    {
        DateTimeOffset[] asked = [.. host.Calls.Where(call => call.Activity == activity).Select(call => call.At)];
        return asked.Zip(asked.Skip(1), (one, next) => next - one);
    }
}
