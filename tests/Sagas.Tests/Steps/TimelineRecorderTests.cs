using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Timelines;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.Steps.Recording;
using DurableSagas.Sagas.Views;
using DurableSagas.Testing.Views;
using Microsoft.Extensions.Logging;

namespace DurableSagas.Sagas.Tests.Steps;

public sealed class TimelineRecorderTests
{
    private static readonly SagaTimeline _timeline = new()
    {
        Saga = new SagaIdentity("order-1", "order", Protocol.Saga, 1),
        ParentId = "above",
        Status = SagaStatus.Completed,
        Sequence = 9,
        StartedAt = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
        At = new(2026, 1, 1, 1, 0, 0, TimeSpan.Zero),
        Outcome = new SagaOutcome { Status = SagaStatus.Completed },
        Steps = [new StepTimeline { Name = "A", Ordinal = 0, Status = StepStatus.Succeeded }, new StepTimeline { Name = "B", Ordinal = 1, Status = StepStatus.Skipped }],
    };

    private readonly ViewTable _views = new();
    private readonly Logged<TimelineRecorder> _log = new();

    [Fact]
    public async Task Timeline_Written_IsTheViewAsItStands()
    {
        var written = await RecordAsync(isLastAttempt: false);

        var view = _views.Find("order-1")!;
        Assert.True(written);
        Assert.Equivalent(_timeline, view, strict: true);
    }

    [Fact]
    public async Task Timeline_NotWritten_IsTriedAgainUntilTheLastAttemptLeavesTheSagaStuck()
    {
        _views.FailNext(2);

        var written = await RecordAsync(isLastAttempt: false);
        var stuck = await Assert.ThrowsAsync<StepStuckException>(() => RecordAsync(isLastAttempt: true));

        Assert.False(written);
        Assert.Equal("Saga 'order-1' is stuck at RecordTimeline: its view could not be written: The view table is down, as the test ordered. Mend the store of views, then rewind the instance.", stuck.Message);
        Assert.IsType<InvalidOperationException>(stuck.InnerException);
        Assert.Equal(
            [
                (LogLevel.Warning, "Saga 'order-1' is Completed, but its view was not written; it is tried again."),
                (LogLevel.Error, "Saga 'order-1' is stuck at RecordTimeline: it is Completed, and no view says so. Mend the store of views, then rewind the instance."),
            ],
            _log.Lines);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Timeline_InterruptedByTheHostsStop_SaysNothingOfTheAttempt(bool isLastAttempt)
    {
        using var stop = new CancellationTokenSource();
        var recorder = new TimelineRecorder(new StoppingViews(stop), TimeProvider.System, _log);

        await Assert.ThrowsAsync<IOException>(() => recorder.RecordAsync(new TimelineCall(_timeline, isLastAttempt), stop.Token));

        Assert.Empty(_log.Lines);
    }

    private Task<bool> RecordAsync(bool isLastAttempt) =>
        new TimelineRecorder(_views, TimeProvider.System, _log).RecordAsync(new TimelineCall(_timeline, isLastAttempt), TestContext.Current.CancellationToken);

    private sealed class StoppingViews(CancellationTokenSource stop) : ISagaProjection
    {
        public async Task RecordAsync(SagaRows change, CancellationToken cancellationToken)
        {
            await stop.CancelAsync();
            throw new IOException("cancelled");
        }
    }
}
