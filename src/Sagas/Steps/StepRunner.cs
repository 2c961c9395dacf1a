using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Timelines;
using DurableSagas.Sagas.Steps.Filters;
using DurableSagas.Sagas.Steps.Interventions;
using DurableSagas.Sagas.Steps.Recording;
using DurableSagas.Sagas.Telemetry;
using DurableSagas.Sagas.Texts;
using DurableSagas.Sagas.Views;
using Microsoft.Extensions.Logging;

namespace DurableSagas.Sagas.Steps;

/// <summary>Runs the work of one attempt inside its activity: keeps its time-out, turns what happens into one of four results, and writes the view.</summary>
/// <remarks>
/// A failure is returned, never thrown, but for the last attempt of an operation that must work. Only that one leaves a
/// TaskFailed in history, which is what a rewind redoes. What the host's own stop interrupts leaves nothing in it.
/// </remarks>
/// <param name="interventions">What operators have decided about stuck attempts; null where there are no operators.</param>
public sealed partial class StepRunner(
    ISagaProjection projection, IEnumerable<IStepFilter> filters, TimeProvider time, ILogger<StepRunner> logger, IInterventions? interventions = null)
{
    private readonly ByHand _byHand = new(interventions, time);
    private readonly IStepFilter[] _filters = [.. filters];

    /// <exception cref="StepStuckException">The attempt was the last one, and failed.</exception>
    /// <exception cref="OperationCanceledException">The host stops: nothing is known of the attempt, which is made again.</exception>
    public async Task<StepResult<NoResult>> RunAsync<TRequest>(
        StepCall<TRequest> call, Func<CancellationToken, Task> work, CancellationToken cancellationToken) =>
        await RunAsync(call, async token => { await work(token); return new NoResult(); }, cancellationToken);

    /// <exception cref="StepStuckException">The attempt was the last one, and failed.</exception>
    /// <exception cref="OperationCanceledException">The host stops: nothing is known of the attempt, which is made again.</exception>
    public async Task<StepResult<T>> RunAsync<TRequest, T>(StepCall<TRequest> call, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        if (call.Frame is { ParentId: not null, Sequence: SagaTimeline.FirstSequence })
        {
            SagaMeter.Started(call.Saga);
        }

        CountBegun(call.Frame.Above);
        var startedAt = time.GetUtcNow();
        // Beside the work, which does not wait for it.
        var told = TellBegunAsync(call, startedAt, cancellationToken);
        var (result, cause) = await TracedAsync(call, work, startedAt, cancellationToken);
        await told;
        if (call.Frame.IsLastAttempt && IsFailure(call, result))
        {
            var failure = FailureOf(result);
            TellStuck(call, failure);
            await RecordAsync(CallRows.Stuck(call, failure), cancellationToken);
            LogStuck(logger, cause, call.Saga.Id, call.Step, call.Operation, call.Attempt);
            throw new StepStuckException(StuckText.Of(call, failure), cause!);
        }

        await RecordAsync(CallRows.After(call, result), cancellationToken);
        return result;
    }

    /// <summary>A sub-saga whose first step is one, too, has no first activity of its own.</summary>
    internal static void CountBegun(IReadOnlyList<SagaTimeline>? above)
    {
        foreach (var begun in (above ?? []).Where(saga => saga is { ParentId: not null, Sequence: SagaTimeline.FirstSequence }))
        {
            SagaMeter.Started(begun.Saga);
        }
    }

    // The sagas above before its own: one that is stuck marks them.
    private async Task TellBegunAsync<TRequest>(StepCall<TRequest> call, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var rows in CallRows.Above(call.Frame.Above))
        {
            await RecordAsync(rows, cancellationToken);
        }

        await RecordAsync(CallRows.Begun(call, now), cancellationToken);
    }

    // Pending for too long is unknown.
    private static LastFailure FailureOf<T>(StepResult<T> result) => new(
        result.Status == AttemptStatus.Pending ? AttemptStatus.Unknown : result.Status,
        result.StartedAt,
        result.FinishedAt,
        result.Error ?? ErrorText.StillPending);

    private static void TellStuck<TRequest>(StepCall<TRequest> call, LastFailure failure)
    {
        var (error, now) = (failure.Error!, failure.FinishedAt);
        SagaMeter.Stuck(call.Saga, call.Step);
        SagaSpans.Stuck(call.Saga, call.Step, call.Operation, error, call.Frame.Since, now);
        foreach (var awaited in call.Frame.Awaited ?? [])
        {
            SagaSpans.Operation(call.Saga, awaited);
        }

        SagaSpans.Stuck(call.Saga, call.Frame.ParentId, call.Frame.StartedAt, $"{call.Step}: {error}", now);
    }

    private async Task<(StepResult<T> Result, Exception? Cause)> TracedAsync<TRequest, T>(
        StepCall<TRequest> call, Func<CancellationToken, Task<T>> work, DateTimeOffset startedAt, CancellationToken cancellationToken)
    {
        StepResult<T> result;
        Exception? cause;
        using (var span = SagaSpans.Attempt(call.Saga, call.Step, call.Operation, call.Activity, call.Attempt, startedAt))
        {
            (result, cause) = await _byHand.FindAsync<TRequest, T>(call, startedAt, cancellationToken)
                ?? await AttemptAsync(call, work, startedAt, cancellationToken);
            SagaSpans.End(span, result.Status, result.Error, result.FinishedAt);
        }

        if (HasEnded(call, result))
        {
            var ended = new EndedOperation(
                call.Step,
                call.Operation,
                result.Status,
                result.Status == AttemptStatus.Succeeded ? null : result.Error ?? ErrorText.StillPending,
                call.Frame.Since,
                result.FinishedAt);
            SagaMeter.OperationEnded(call.Saga, ended);
            SagaSpans.Operation(call.Saga, ended);
        }

        return (result, cause);
    }

    private async Task<(StepResult<T> Result, Exception? Cause)> AttemptAsync<TRequest, T>(
        StepCall<TRequest> call, Func<CancellationToken, Task<T>> work, DateTimeOffset startedAt, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(call.Frame.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            // WaitAsync: work that ignores its token is left behind, and the barrier sees to what it may still do.
            var value = await Filtered(call, work)(either.Token).WaitAsync(either.Token);
            return (Result(AttemptStatus.Succeeded, value, null, null), null);
        }
        catch (StepRefusedException refused)
        {
            return (Result<T>(AttemptStatus.Refused, default, refused.Message, null), refused);
        }
        catch (StepPendingException pending)
        {
            return (Result<T>(AttemptStatus.Pending, default, pending.Why, pending.RetryAfter), pending);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // The host stops. An activity that fails then is given back by the Durable extension, and run again elsewhere; a result would count.
            throw;
        }
        catch (Exception exception)
        {
            var error = exception is OperationCanceledException && timeout.IsCancellationRequested
                ? $"No answer within the attempt's time-out of {call.Frame.Timeout}."
                : ErrorText.Of(exception);
            LogUnknown(logger, exception, call.Saga.Id, call.Step, call.Operation, call.Attempt);
            return (Result<T>(AttemptStatus.Unknown, default, error, (exception as StepUnavailableException)?.RetryAfter), exception);
        }

        StepResult<TValue> Result<TValue>(AttemptStatus status, TValue? value, string? error, TimeSpan? retryAfter) => new()
        {
            Status = status,
            Value = value,
            Error = ShortText.Of(error, ShortText.MaxError),
            RetryAfter = retryAfter,
            StartedAt = startedAt,
            FinishedAt = time.GetUtcNow(),
        };
    }

    private Func<CancellationToken, Task<T>> Filtered<TRequest, T>(StepCall<TRequest> call, Func<CancellationToken, Task<T>> work)
    {
        var attempt = new StepAttempt(call.Saga.Id, call.Step, call.Activity, call.Operation, call.Attempt)
        {
            Request = call.Request,
            CanRefuseAll = call is { Frame.TakesRefusal: true, Operation: StepOperation.Action, Results.Count: 0 },
        };
        return _filters.Aggregate(work, (inner, filter) => token => filter.RunAsync(attempt, inner, token));
    }

    // An operation that is stuck has not ended, though its span so far is written: it goes on after a rewind.
    private bool HasEnded<TRequest, T>(StepCall<TRequest> call, StepResult<T> result) => result.Status switch
    {
        AttemptStatus.Succeeded => true,
        AttemptStatus.Refused when call.Frame.TakesRefusal => true,
        _ => !call.Frame.IsLastAttempt && call.Attempt == call.Frame.MaxAttempts && IsFailure(call, result),
    };

    private bool IsFailure<TRequest, T>(StepCall<TRequest> call, StepResult<T> result) => result.Status switch
    {
        AttemptStatus.Succeeded => false,
        AttemptStatus.Refused => !call.Frame.TakesRefusal,
        AttemptStatus.Pending => time.GetUtcNow() >= call.Deadline,
        _ => true,
    };

    private async Task RecordAsync(SagaRows? change, CancellationToken cancellationToken)
    {
        try
        {
            await (change is null ? Task.CompletedTask : projection.RecordAsync(change, cancellationToken));
        }
        catch (Exception exception)
        {
            // Best effort: the last activity writes the whole timeline, and a view must not fail a step that has worked.
            LogViewMissed(logger, exception, change!.Head!.Saga.Id, change.Head.Sequence);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Saga '{InstanceId}': the result of {Step} ({Operation}, attempt {Attempt}) is unknown.")]
    private static partial void LogUnknown(ILogger logger, Exception exception, string instanceId, string step, StepOperation operation, int attempt);

    [LoggerMessage(
        2, LogLevel.Error, "Saga '{InstanceId}' is stuck at {Step} ({Operation}) after {Attempt} attempts: mend the cause, then rewind the instance.")]
    private static partial void LogStuck(ILogger logger, Exception? exception, string instanceId, string step, StepOperation operation, int attempt);

    [LoggerMessage(3, LogLevel.Warning, "Saga '{InstanceId}': the view at sequence {Sequence} was not written; the saga's last activity will repair it.")]
    private static partial void LogViewMissed(ILogger logger, Exception exception, string instanceId, long sequence);
}
