using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Timelines;
using DurableSagas.Sagas.Steps;
using DurableSagas.Testing.Views;
using Microsoft.Extensions.Logging.Abstractions;

namespace DurableSagas.Sagas.Tests.Steps;

/// <summary>What the view says of a last attempt: nothing before it has failed.</summary>
public sealed class LastAttemptTests
{
    private const string Id = "order-1";

    private readonly ViewTable _views = new();

    [Fact]
    public async Task LastAttempt_UnderWay_DoesNotShowTheSagaAsStuck()
    {
        SagaTimeline? during = new() { Saga = new SagaIdentity(Id, "none", Protocol.Saga, 1), Status = SagaStatus.Stuck, Sequence = 0 };

        await Runner().RunAsync(Call(), _ =>
        {
            during = _views.Find(Id);
            return Task.CompletedTask;
        }, TestContext.Current.CancellationToken);

        Assert.Null(during);
        Assert.Equal((SagaStatus.Compensating, 4), (_views.Find(Id)!.Status, _views.Find(Id)!.Sequence));
    }

    [Fact]
    public async Task LastAttempt_Failed_ShowsTheSagaAsStuckBeforeTheRunEnds()
    {
        await Assert.ThrowsAsync<StepStuckException>(() => Runner().RunAsync(Call(), _ => throw new InvalidOperationException("broken"), TestContext.Current.CancellationToken));

        var view = _views.Find(Id)!;
        Assert.Equal((SagaStatus.Stuck, StepStatus.Stuck, "Charge: broken", "broken"), (view.Status, view.Steps[0].Status, view.Error, view.Steps[0].Error));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Attempt_InterruptedByTheHostsStop_LeavesNothingAndIsMadeAgain(bool isLastAttempt)
    {
        using var stop = new CancellationTokenSource();

        // Work that makes an error of its own out of the cancel, as clients of storage do.
        var thrown = await Record.ExceptionAsync(() => Runner().RunAsync(Call() with { Frame = Call().Frame with { IsLastAttempt = isLastAttempt }, Attempt = 1 }, async token =>
        {
            await stop.CancelAsync();
            throw token.IsCancellationRequested ? new IOException("cancelled") : new InvalidOperationException("The stop did not reach the work.");
        }, stop.Token));

        Assert.True(thrown is IOException or OperationCanceledException, $"{thrown}");
        Assert.Null(_views.Find(Id));
    }

    private StepRunner Runner() => new(_views, [], TimeProvider.System, NullLogger<StepRunner>.Instance);

    private static StepCall<Order> Call() => new()
    {
        Saga = new SagaIdentity(Id, "order", Protocol.Saga, 1),
        Step = "Charge",
        Operation = StepOperation.Compensation,
        Activity = "Refund",
        Attempt = 2,
        IdempotencyKey = "order-1/Refund",
        Deadline = DateTimeOffset.MaxValue,
        Request = new Order(),
        Frame = new()
        {
            MaxAttempts = 2,
            Timeout = TimeSpan.FromMinutes(1),
            IsLastAttempt = true,
            Sequence = 3,
            Status = SagaStatus.Compensating,
            Step = new() { Name = "Charge", Ordinal = 0, Status = StepStatus.Compensating, Attempts = 1, Error = "broken before" },
        },
    };
}
