using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Timelines;
using DurableSagas.Sagas.Telemetry;
using DurableSagas.Sagas.Texts;
using DurableSagas.Sagas.Views;
using Microsoft.Extensions.Logging;

namespace DurableSagas.Sagas.Steps.Recording;

/// <summary>Writes a timeline to the view inside the activity that the orchestrator calls for it.</summary>
public sealed partial class TimelineRecorder(ISagaProjection projection, TimeProvider time, ILogger<TimelineRecorder> logger)
{
    /// <summary>The activity function, in the app, that writes a timeline to the view.</summary>
    public const string RecordTimeline = nameof(RecordTimeline);

    /// <summary>
    /// True when the timeline is written; false when another attempt is to be made. The last one throws: the saga is stuck
    /// at its end, and a rewind writes it.
    /// </summary>
    public async Task<bool> RecordAsync(TimelineCall call, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var rows in CallRows.Above(call.Above))
            {
                await projection.RecordAsync(rows, cancellationToken);
            }

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
            LogNotWritten(logger, exception, call.Timeline.Saga.Id, call.Timeline.Status);
            return false;
        }
        catch (Exception exception)
        {
            TellStuck(call, exception.Message);
            LogStuck(logger, exception, call.Timeline.Saga.Id, RecordTimeline, call.Timeline.Status);
            throw new StepStuckException(
                $"Saga '{call.Timeline.Saga.Id}' is stuck at {RecordTimeline}: its view could not be written: "
                    + $"{ErrorText.Of(exception)} Mend the store of views, then rewind the instance.",
                exception);
        }
    }

    private void Tell(TimelineCall call)
    {
        if (call.Timeline is { ParentId: not null, Sequence: SagaTimeline.FirstSequence })
        {
            SagaMeter.Started(call.Timeline.Saga);
        }

        StepRunner.CountBegun(call.Above);

        foreach (var awaited in call.Awaited ?? [])
        {
            SagaMeter.OperationEnded(call.Timeline.Saga, awaited);
            SagaSpans.Operation(call.Timeline.Saga, awaited);
        }

        if (call.Timeline is { Outcome: not null, StartedAt: { } startedAt })
        {
            var finishedAt = time.GetUtcNow();
            SagaMeter.Ended(call.Timeline, finishedAt - startedAt);
            SagaSpans.Saga(call.Timeline, startedAt, finishedAt);
        }
    }

    private void TellStuck(TimelineCall call, string error)
    {
        SagaMeter.Stuck(call.Timeline.Saga, RecordTimeline);
        foreach (var awaited in call.Awaited ?? [])
        {
            SagaSpans.Operation(call.Timeline.Saga, awaited);
        }

        SagaSpans.Stuck(call.Timeline.Saga, call.Timeline.ParentId, call.Timeline.StartedAt, error, time.GetUtcNow());
    }

    [LoggerMessage(1, LogLevel.Warning, "Saga '{InstanceId}' is {Status}, but its view was not written; it is tried again.")]
    private static partial void LogNotWritten(ILogger logger, Exception exception, string instanceId, SagaStatus status);

    [LoggerMessage(
        2,
        LogLevel.Error,
        "Saga '{InstanceId}' is stuck at {Activity}: it is {Status}, and no view says so. Mend the store of views, then rewind the instance.")]
    private static partial void LogStuck(ILogger logger, Exception exception, string instanceId, string activity, SagaStatus status);
}
