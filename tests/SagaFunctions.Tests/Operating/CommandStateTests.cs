using System.Net;
using System.Text.Json;
using DurableSagas.Functions.OrderFulfilment;
using DurableSagas.Projections;
using DurableSagas.Projections.Hub;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.Operating;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Timelines;
using Grpc.Core;
using Microsoft.DurableTask.Client;
using Moq;

namespace DurableSagas.SagaFunctions.Tests.Operating;

public sealed class CommandStateTests
{
    private static readonly SagaDefinition _order = OrderFulfilmentSaga.Definition;

    // What the hub says, what its custom status says, and the word for both; null where a cancel is taken.
    public static TheoryData<OrchestrationRuntimeStatus, SagaStatus?, string?> States => new()
    {
        { OrchestrationRuntimeStatus.Pending, null, null },
        { OrchestrationRuntimeStatus.Running, null, null },
        { OrchestrationRuntimeStatus.Running, SagaStatus.Running, null },
        { OrchestrationRuntimeStatus.Running, SagaStatus.Compensating, null },
        { OrchestrationRuntimeStatus.Suspended, null, null },
        { OrchestrationRuntimeStatus.Suspended, SagaStatus.Running, null },
        { OrchestrationRuntimeStatus.Suspended, SagaStatus.Compensating, null },
        { OrchestrationRuntimeStatus.Completed, SagaStatus.Completed, "Completed" },
        { OrchestrationRuntimeStatus.Completed, SagaStatus.Compensated, "Compensated" },
        { OrchestrationRuntimeStatus.Failed, SagaStatus.Running, "Stuck" },
        { OrchestrationRuntimeStatus.Failed, SagaStatus.Compensating, "Stuck" },
        { OrchestrationRuntimeStatus.Failed, null, "Stuck" },
        { OrchestrationRuntimeStatus.Failed, SagaStatus.Running, "Failed" },
        { OrchestrationRuntimeStatus.Failed, SagaStatus.Compensating, "Failed" },
        { OrchestrationRuntimeStatus.Failed, null, "Failed" },
        { OrchestrationRuntimeStatus.Terminated, SagaStatus.Running, "Terminated" },
        { OrchestrationRuntimeStatus.Terminated, null, "Terminated" },
    };

    [Theory]
    [MemberData(nameof(States))]
    public void Cancel_InEveryState_IsTakenOrNamesTheStateItWasJudgedBy(OrchestrationRuntimeStatus hub, SagaStatus? told, string? refused)
    {
        var standing = Standing(hub, told, refused);

        var problem = Record.Exception(() => CancelRule.Require("order-1", standing, SagaStatus.Running, _order)) as ProblemException;

        Assert.Equal(refused is null ? null : HttpStatusCode.Conflict, problem?.Status);
        Assert.True(refused is null || problem!.Message.StartsWith($"Saga 'order-1' is {refused}; it can be cancelled while it is Pending, Running, Compensating or suspended.", StringComparison.Ordinal), problem?.Message);
    }

    [Theory]
    [MemberData(nameof(States))]
    public void Event_InEveryState_IsTakenOrNamesTheStateItWasJudgedBy(OrchestrationRuntimeStatus hub, SagaStatus? told, string? refused)
    {
        var standing = Standing(hub, told, refused);

        var problem = Record.Exception(() => UnderWayRule.Require("order-1", standing, SagaStatus.Running, "'Manager' can be answered")) as ProblemException;

        Assert.Equal(refused, problem?.Message.Split(';')[0].Split(' ')[^1]);
    }

    [Theory]
    [InlineData(SagaStatus.Stuck, "Mend the cause, then rewind the instance.")]
    [InlineData(SagaStatus.Failed, "What its steps did stands. Where it was the code, deploy it mended and then rewind the instance: it goes on where it stood.")]
    [InlineData(SagaStatus.Terminated, null)]
    public void Cancel_OfASagaThatAPersonMustLookAt_SaysWhatHelps(SagaStatus status, string? hint)
    {
        var standing = new SagaStanding("order-1", status, IsUnderWay: false, IsSuspended: false, null);

        var problem = Assert.Throws<ProblemException>(() => CancelRule.Require("order-1", standing, SagaStatus.Running, _order));

        Assert.Equal(hint is not null, problem.Message.Length > problem.Message.IndexOf("suspended.", StringComparison.Ordinal) + "suspended.".Length);
        Assert.Contains(hint ?? string.Empty, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Running, "Running")]
    [InlineData(OrchestrationRuntimeStatus.Suspended, "suspended while Running")]
    public void Cancel_PastThePivot_NamesStateAndStep(OrchestrationRuntimeStatus hub, string state)
    {
        var standing = SagaStanding.Of(Instance(hub, SagaStatus.Running, pivot: StepStatus.Succeeded), failedAs: null);

        var problem = Assert.Throws<ProblemException>(() => CancelRule.Require("order-1", standing, SagaStatus.Running, _order));

        Assert.Equal($"Saga 'order-1' is {state} and has passed its point of no return: step 'ShipOrder' is Succeeded. It can be cancelled before that; now it goes on to its end.", problem.Message);
    }

    [Fact]
    public void Cancel_NotScheduledYet_SaysSoAndWhenToTryAgain()
    {
        var problem = Assert.Throws<ProblemException>(() => CancelRule.Require("order-1", null, SagaStatus.Pending, _order));

        Assert.Equal((HttpStatusCode.Conflict, 1), (problem.Status, problem.RetryAfter));
        Assert.Contains("the task hub has no instance of it", problem.Message, StringComparison.Ordinal);
    }

    public static TheoryData<SagaStatus> Viewed => [.. Enum.GetValues<SagaStatus>().Except([SagaStatus.Pending])];

    [Theory]
    [MemberData(nameof(Viewed))]
    public void Cancel_PurgedByHand_NamesTheStateOfTheViewAndWhatIsAllowed(SagaStatus viewed)
    {
        var problem = Assert.Throws<ProblemException>(() => CancelRule.Require("order-1", null, viewed, _order));

        Assert.Equal((HttpStatusCode.Conflict, null), (problem.Status, problem.RetryAfter));
        Assert.Equal($"Saga 'order-1' is {viewed} by its view, and the task hub has no instance of it any more: it was purged. It can be cancelled while it is Pending, Running, Compensating or suspended.", problem.Message);
    }

    [Fact]
    public async Task Event_NotTakenThoughUnderWay_NamesTheStateItWasJudgedByAndWhatIsAllowed()
    {
        var client = new Mock<DurableTaskClient>("client");
        client.Setup(hub => hub.RaiseEventAsync("order-1", "Cancel", It.IsAny<object>(), It.IsAny<CancellationToken>())).ThrowsAsync(new RpcException(new Status(StatusCode.FailedPrecondition, "Not now.")));
        client.Setup(hub => hub.GetInstanceAsync("order-1", true, It.IsAny<CancellationToken>())).ReturnsAsync(Instance(OrchestrationRuntimeStatus.Suspended, SagaStatus.Compensating));

        var problem = await Assert.ThrowsAsync<ProblemException>(() => client.Object.RaiseAsync("order-1", "Cancel", new object(), SagaStatus.Running, TestContext.Current.CancellationToken));

        Assert.Equal("Saga 'order-1' is suspended while Compensating, and did not take 'Cancel' just now: Not now. Try again: 'Cancel' can be raised as long as it is under way.", problem.Message);
    }

    [Fact]
    public void States_OfTheTaskHub_AreAllJudged()
    {
#pragma warning disable CS0618 // The obsolete ones may still come from an old task hub.
        OrchestrationRuntimeStatus[] rare = [OrchestrationRuntimeStatus.ContinuedAsNew, OrchestrationRuntimeStatus.Canceled];
#pragma warning restore CS0618

        Assert.Equal(Enum.GetValues<OrchestrationRuntimeStatus>().Except(rare).Order(), States.Select(row => row.Data.Item1).Distinct().Order());
    }

    // That a history holds a failed task is the reader's to find out.
    private static SagaStanding Standing(OrchestrationRuntimeStatus hub, SagaStatus? told, string? refused) =>
        SagaStanding.Of(Instance(hub, told), refused == nameof(SagaStatus.Failed) ? SagaStatus.Failed : SagaStatus.Stuck);

    private static OrchestrationMetadata Instance(OrchestrationRuntimeStatus hub, SagaStatus? told, StepStatus pivot = StepStatus.Pending) => new(nameof(OrderFulfilmentOrchestrator), "order-1")
    {
        RuntimeStatus = hub,
        SerializedCustomStatus = told is not { } status ? null : JsonSerializer.Serialize(
            SagaProgress.Of(new SagaTimeline
            {
                Saga = _order.IdentityOf("order-1"),
                Status = status,
                Sequence = 1,
                Steps = [.. _order.Steps.Select((step, ordinal) => new StepTimeline { Name = step.Name, Ordinal = ordinal, Status = step.Kind == StepKind.Pivot ? pivot : StepStatus.Pending })],
            }),
            SagaJson.History),
    };
}
