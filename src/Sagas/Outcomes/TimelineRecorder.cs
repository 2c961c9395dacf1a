using DurableSagas.Sagas.Running;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.Telemetry;
using DurableSagas.Sagas.Views;
using Microsoft.Extensions.Logging;

namespace DurableSagas.Sagas.Outcomes;

/// <summary>Writes a timeline to the view inside the activity that the orchestrator calls for it.</summary>
public sealed partial class TimelineRecorder(ISagaProjection projection, TimeProvider time, ILogger<TimelineRecorder> logger)
{
    /// <summary>True when the timeline is written; false when another attempt is to be made. The last one throws: the saga is stuck at its end, and a rewind writes it.</summary>
    public async Task<bool> RecordAsync(TimelineCall call, CancellationToken cancellationToken)
    {
        try
        {
            await projection.RecordAsync(SagaRows.Of(call.Timeline), cancellationToken);
            Tell(call);
            return true;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // The host stops, and gives the activity back.
            throw;
        }
        catch (Exception exception) when (!call.IsLastAttempt)
        {
            LogNotWritten(logger, exception, call.Timeline.InstanceId, call.Timeline.Status);
            return false;
        }
        catch (Exception exception)
        {
            SagaMeter.Stuck(call.Timeline, SagaOrchestrator.RecordTimeline);
            SagaSpans.Stuck(call, exception.Message, time.GetUtcNow());
            LogStuck(logger, exception, call.Timeline.InstanceId, SagaOrchestrator.RecordTimeline, call.Timeline.Status);
            throw new StepStuckException($"Saga '{call.Timeline.InstanceId}' is stuck at {SagaOrchestrator.RecordTimeline}: its view could not be written: {ErrorText.Of(exception)} Mend the store of views, then rewind the instance.", exception);
        }
    }

    private void Tell(TimelineCall call)
    {
        if (call.Timeline is { ParentId: not null, Sequence: SagaTimeline.FirstSequence })
        {
            SagaMeter.Started(call.Timeline.Name, call.Timeline.Protocol);
        }

        foreach (var awaited in call.Awaited ?? [])
        {
            SagaMeter.OperationEnded(call.Timeline, awaited);
            SagaSpans.Operation(call.Timeline, awaited);
        }

        if (call.Timeline is { Outcome: not null, StartedAt: { } startedAt })
        {
            var finishedAt = time.GetUtcNow();
            SagaMeter.Ended(call.Timeline, finishedAt - startedAt);
            SagaSpans.Saga(call.Timeline, startedAt, finishedAt);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Saga '{InstanceId}' is {Status}, but its view was not written; it is tried again.")]
    private static partial void LogNotWritten(ILogger logger, Exception exception, string instanceId, SagaStatus status);

    [LoggerMessage(2, LogLevel.Error, "Saga '{InstanceId}' is stuck at {Activity}: it is {Status}, and no view says so. Mend the store of views, then rewind the instance.")]
    private static partial void LogStuck(ILogger logger, Exception exception, string instanceId, string activity, SagaStatus status);
}
