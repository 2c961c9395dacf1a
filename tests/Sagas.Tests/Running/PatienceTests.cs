using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running.Attempts;
using DurableSagas.Sagas.Steps.Recording;
using DurableSagas.Testing;
using Microsoft.DurableTask.Client;
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

    [Theory]
    [InlineData(0.001, 1, 1.5, 2.25)]
    [InlineData(20, 20, 20, 20)]
    public async Task Pending_WithoutAWish_IsAskedAgainAsThePolicySaysButNeverInHaste(double policys, double first, double second, double third)
    {
        var pause = TimeSpan.FromSeconds(policys);
        var saga = Saga.For<Order>("pausing").Step<A>().Attempts(new AttemptPolicy { FirstDelay = pause, Backoff = 1, MaxDelay = pause }).Build();
        await using var host = await Hosts.StartAsync();
        host.Faults.On<A>(Fault.Pends(TimeSpan.Zero).For(3));

        await host.RunAsync(saga, new Order(), "order-1");

        Assert.All(Pauses(host, "A").Zip([first, second, third], (pause, most) => (pause.TotalSeconds, most)), pause => Assert.InRange(pause.TotalSeconds, pause.most * 0.75, pause.most));
    }

    [Fact]
    public async Task Pending_AfterARewind_IsStuckAgainWhenItsTimeIsOver()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<D>(Fault.Fails("broken"));
        var id = await host.StartAsync(Shapes.Line, new Order(), "order-1");
        await host.EndOfAsync(id);
        host.Faults.MendAll();
        host.Faults.On<D>(Fault.Pends(TimeSpan.FromMinutes(25)));

        await host.Client.RewindInstanceAsync(id, "mended, it was thought", TestContext.Current.CancellationToken);
        await host.AdvanceAsync(TimeSpan.FromHours(2));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await host.Client.GetInstanceAsync(id, TestContext.Current.CancellationToken))!.RuntimeStatus);
        Assert.Equal([0, 25, 25, 10], Pauses(host, "D").TakeLast(4).Select(pause => (int)pause.TotalMinutes));
    }

    [Fact]
    public async Task End_ThatCouldNotBeWritten_IsTriedAgainAfterPauses()
    {
        await using var host = await Hosts.StartAsync();
        host.Views.FailNext(Shapes.Line.Steps.Count + 2);

        await host.RunAsync(Shapes.Line, new Order(), "order-1");

        Assert.All(Pauses(host, TimelineRecorder.RecordTimeline).Zip([1d, 2d], (pause, most) => (pause.TotalSeconds, most)), pause => Assert.InRange(pause.TotalSeconds, pause.most * 0.75, pause.most));
        Assert.Equal(SagaStatus.Completed, host.View("order-1").Status);
    }

    private static IEnumerable<TimeSpan> Pauses(SagaTestHost host, string activity)
    {
        DateTimeOffset[] asked = [.. host.Calls.Where(call => call.Activity == activity).Select(call => call.At)];
        return asked.Zip(asked.Skip(1), (one, next) => next - one);
    }
}
