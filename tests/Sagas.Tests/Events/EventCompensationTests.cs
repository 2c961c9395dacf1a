using System.Text.Json;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Events;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running.Attempts;
using DurableSagas.Testing;
using DurableSagas.Testing.Queues;
using Microsoft.DurableTask.Client;
using static DurableSagas.Sagas.Tests.Letters;

namespace DurableSagas.Sagas.Tests.Events;

public sealed class EventCompensationTests
{
    private static readonly SagaDefinition<Order> _saga = Saga.For<Order>("small")
        .Step<A>().CompensateByEvent("undo-a", TimeSpan.FromHours(2))
        .Step<B>()
        .Build();

    [Fact]
    public async Task Compensation_Acknowledged_IsPublishedOnceWithAllThatTheConsumerNeeds()
    {
        await using var host = await RefusingAsync();

        var outcome = await host.RunAsync(_saga, new Order("7"), "order-1");

        var requested = Assert.Single(host.Queues.Published);
        Assert.Equal(["A", "B", CompensationRequester.RequestCompensation, CompensationRequester.RequestCompensation], host.ActivityCalls);
        Assert.Equal((SagaStatus.Compensated, "A"), (outcome.Status, Assert.Single(outcome.Undone)));
        Assert.Equal(("order-1", "small", "A", "order-1/A/compensation", "order-1", 1), (requested.InstanceId, requested.Saga, requested.Step, requested.IdempotencyKey, requested.ReplyTo, requested.Publication));
        Assert.Equal((new DateTimeOffset(2026, 1, 1, 2, 0, 0, TimeSpan.Zero), "7", "order-1/A()"), (requested.Deadline, requested.Request.GetProperty("number").GetString(), requested.ResultOf<A, Mark>()!.Text));
    }

    [Fact]
    public async Task Compensation_WaitedFor_ShowsInTheViewAsCompensating()
    {
        await using var host = await RefusingAsync();
        host.Queues.On("undo-a", Consumption.Never);
        await host.StartAsync(_saga, new Order(), "order-1");
        await host.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal((SagaStatus.Compensating, StepStatus.Compensating), (host.View("order-1").Status, host.View("order-1").Steps[0].Status));
    }

    [Fact]
    public async Task Deadline_Passed_IsStuckWithTheReasonAfterPublishingOnceMore()
    {
        await using var host = await RefusingAsync();
        host.Queues.On("undo-a", Consumption.Never);

        var stuck = await host.EndOfAsync(await host.StartAsync(_saga, new Order(), "order-1"));

        Assert.Equal((OrchestrationRuntimeStatus.Failed, SagaStatus.Stuck, "A: Nobody acknowledged within 02:00:00. It was published to queue 'undo-a' once more, and is not acknowledged yet."), (stuck.RuntimeStatus, host.View("order-1").Status, host.View("order-1").Error));
        Assert.Matches(@"Saga 'order-1' is stuck\. Mend the cause, then rewind the instance\. A/compensation failed its last attempt, number 10 \(Refused, 2026-01-01T02:[^)]+\): Nobody acknowledged within 02:00:00\. It was published to queue 'undo-a' once more, and is not acknowledged yet\.", stuck.SerializedOutput);
        Assert.Equal([1, 2], host.Queues.Published.Select(requested => requested.Publication));
        Assert.Single(host.HistoryOf("order-1").Failures);
    }

    [Fact]
    public async Task Deadline_WokenForNothingMeanwhile_StaysWhereItIs()
    {
        await using var host = await RefusingAsync();
        host.Queues.On("undo-a", Consumption.Never);
        var id = await host.StartAsync(_saga, new Order(), "order-1");
        await host.AdvanceAsync(TimeSpan.FromHours(1.5));

        await host.Client.RaiseEventAsync(id, CompensationAnswer.EventOf("A"));
        var stuck = await host.EndOfAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, stuck.RuntimeStatus);
        Assert.InRange(host.Time.GetUtcNow() - host.Calls[0].At, TimeSpan.FromHours(2), TimeSpan.FromHours(2.1));
    }

    [Fact]
    public async Task Saga_WokenForNothingAgainAndAgain_LooksEverMoreSeldom()
    {
        await using var host = await RefusingAsync();
        host.Queues.On("undo-a", Consumption.Never);
        var id = await host.StartAsync(_saga, new Order(), "order-1");
        await host.WhenIdleAsync();

        foreach (var _ in Enumerable.Range(1, 50))
        {
            await host.Client.RaiseEventAsync(id, CompensationAnswer.EventOf("A"));
        }

        await host.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.InRange(host.ActivityCalls.Count(call => call == CompensationRequester.RequestCompensation), 2, 9);
    }

    [Fact]
    public async Task Message_Poisoned_IsStuckAtOnceWithTheConsumersLastError()
    {
        await using var host = await RefusingAsync();
        host.Queues.On("undo-a", Consumption.Poisons("no such customer").After(TimeSpan.FromMinutes(3)));

        await host.EndOfAsync(await host.StartAsync(_saga, new Order(), "order-1"));

        Assert.Equal("A: Its message was given up after 5 deliveries. The consumer's last error: no such customer. It was published to queue 'undo-a' once more, and is not acknowledged yet.", host.View("order-1").Error);
        Assert.True(host.Time.GetUtcNow() < new DateTimeOffset(2026, 1, 1, 0, 5, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task Stuck_RewoundAfterTheConsumerWorksAgain_GoesOnWithExactlyTheLastAttempt()
    {
        await using var host = await RefusingAsync();
        host.Queues.On("undo-a", Consumption.Never);
        await host.EndOfAsync(await host.StartAsync(_saga, new Order(), "order-1"));
        var calls = host.ActivityCalls.Count;

        await Assert.ThrowsAsync<SagaStuckException>(() => host.RewindAsync("order-1"));
        host.Queues.On("undo-a", Consumption.Acknowledges());
        var end = await host.RewindAsync("order-1");

        Assert.Equal(SagaStatus.Compensated, end.Status);
        Assert.Equal([CompensationRequester.RequestCompensation, CompensationRequester.RequestCompensation], host.ActivityCalls.Skip(calls));
        Assert.Equal(SagaStatus.Compensated, host.View("order-1").Status);
    }

    [Fact]
    public async Task Stuck_AcknowledgedMeanwhile_IsRewoundWithoutAnotherEvent()
    {
        await using var host = await RefusingAsync();
        host.Queues.On("undo-a", Consumption.Never);
        await host.EndOfAsync(await host.StartAsync(_saga, new Order(), "order-1"));

        host.Queues.Acknowledge("order-1", "A");
        var end = await host.RewindAsync("order-1");

        Assert.Equal((SagaStatus.Compensated, 2), (end.Status, host.Queues.Published.Count));
    }

    [Fact]
    public async Task Queue_DownForAWhile_IsAskedAgain()
    {
        await using var host = await RefusingAsync();
        host.Queues.FailNext(4);

        var outcome = await host.RunAsync(_saga, new Order(), "order-1");

        Assert.Equal((SagaStatus.Compensated, 1), (outcome.Status, host.Queues.Published.Count));
    }

    [Fact]
    public async Task Queue_DownForGood_IsStuckAndPublishedByTheRewind()
    {
        await using var host = await RefusingAsync();
        host.Queues.FailNext(10);

        await host.EndOfAsync(await host.StartAsync(_saga, new Order(), "order-1"));
        var view = host.View("order-1");
        var end = await host.RewindAsync("order-1");

        Assert.Equal((SagaStatus.Stuck, "A: The queue is down, as the test ordered."), (view.Status, view.Error));
        Assert.Equal((SagaStatus.Compensated, 1), (end.Status, host.Queues.Published.Count));
    }

    [Fact]
    public async Task Acknowledgement_OnlyAsserted_IsNotBelieved()
    {
        await using var host = await RefusingAsync();
        host.Queues.On("undo-a", Consumption.Never);
        var id = await host.StartAsync(_saga, new Order(), "order-1");
        await host.WhenIdleAsync();

        await host.Client.RaiseEventAsync(id, CompensationAnswer.EventOf("A"), JsonSerializer.SerializeToElement(new { isAcknowledged = true }));
        await host.Client.RaiseEventAsync(id, CompensationAnswer.EventOf("A"));
        var end = await host.EndOfAsync(id);

        Assert.Equal((OrchestrationRuntimeStatus.Failed, SagaStatus.Stuck), (end.RuntimeStatus, host.View("order-1").Status));
    }

    [Fact]
    public async Task Acknowledgement_WhoseEventIsLost_IsFoundAtTheDeadline()
    {
        await using var host = await RefusingAsync();
        host.Queues.On("undo-a", Consumption.Never);
        var id = await host.StartAsync(_saga, new Order(), "order-1");
        await host.WhenIdleAsync();

        host.Queues.Acknowledge("order-1", "A");
        var outcome = await host.OutcomeOfAsync(id);

        Assert.Equal((SagaStatus.Compensated, 1), (outcome.Status, host.Queues.Published.Count));
    }

    [Fact]
    public async Task SubSaga_UndoneByEvent_IsAcknowledgedToTheRunThatUndoesIt()
    {
        await using var host = await Hosts.StartAsync();
        host.Register(Shapes.ChildByEvent);
        host.Faults.On<D>(Fault.Refuses("no"));
        host.Queues.On("undo-b", Consumption.Never);
        var stuck = await host.EndOfAsync(await host.StartAsync(Shapes.ParentByEvent, new Order(), "order-1"));
        var view = host.View("order-1");

        host.Queues.On("undo-b", Consumption.Acknowledges());
        var end = await host.RewindAsync("order-1");

        Assert.Equal((OrchestrationRuntimeStatus.Failed, SagaStatus.Stuck, "child-by-event: B: Nobody acknowledged within 00:15:00. It was published to queue 'undo-b' once more, and is not acknowledged yet."), (stuck.RuntimeStatus, view.Status, view.Error));
        Assert.Equal(["child-by-event/C", "child-by-event/B", "A"], end.Undone);
        Assert.All(host.Queues.Published, requested => Assert.Equal(("order-1:child-by-event", "order-1:child-by-event:undo"), (requested.InstanceId, requested.ReplyTo)));
    }

    [Theory]
    [InlineData("acknowledges")]
    [InlineData("poisons")]
    public async Task History_OfEveryEnd_ReplaysAgainstTheSameCode(string behaviour)
    {
        await using var host = await RefusingAsync();
        host.Queues.On("undo-a", behaviour == "poisons" ? Consumption.Poisons("broken") : Consumption.Acknowledges().After(TimeSpan.FromMinutes(1)));

        await host.EndOfAsync(await host.StartAsync(_saga, new Order(), "order-1"));

        host.Replay(host.HistoryOf("order-1"));
    }

    [Fact]
    public void Build_FaultyEvents_NamesAllFaults()
    {
        var saga = Saga.For<Order>("faulty")
            .Step<A>().CompensateByEvent("Undo_A", TimeSpan.Zero)
            .Step<B>().CompensateByEvent("undo--b", TimeSpan.FromDays(31))
            .Step<C>().CompensateByEvent("undo-poison", TimeSpan.FromHours(1))
            .Retriable<D>().CompensateByEvent(new string('d', 57), TimeSpan.FromHours(1));

        var fault = Assert.Throws<SagaDefinitionException>(saga.Build);

        Assert.Equal(
            [
                "Step 'A' is compensated by queue 'Undo_A'; its name must be 3 to 56 lower-case letters, digits and single hyphens between them, and not end with '-poison'.",
                "Step 'A' waits 00:00:00 for the acknowledgement of its compensation; it must wait a positive time, 30.00:00:00 at most.",
                "Step 'B' is compensated by queue 'undo--b'; its name must be 3 to 56 lower-case letters, digits and single hyphens between them, and not end with '-poison'.",
                "Step 'B' waits 31.00:00:00 for the acknowledgement of its compensation; it must wait a positive time, 30.00:00:00 at most.",
                "Step 'C' is compensated by queue 'undo-poison'; its name must be 3 to 56 lower-case letters, digits and single hyphens between them, and not end with '-poison'.",
                "Retriable step 'D' has a compensation, but nothing is undone after the pivot.",
                $"Step 'D' is compensated by queue '{new string('d', 57)}'; its name must be 3 to 56 lower-case letters, digits and single hyphens between them, and not end with '-poison'.",
            ],
            fault.Faults);
    }

    private static async Task<SagaTestHost> RefusingAsync()
    {
        var host = await Hosts.StartAsync();
        host.Faults.On<B>(Fault.Refuses("no"));
        return host;
    }
}
