using System.Text.Json;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.Steps.Calls;
using DurableSagas.Sagas.Texts;

namespace DurableSagas.Sagas.Events;

/// <summary>
/// Asks for a compensation by event, inside the activity that the orchestrator calls for it: looks for the acknowledgement,
/// and publishes where there is none.
/// </summary>
/// <remarks>
/// Answers "pending" until the acknowledgement is on record. The last attempt publishes and then looks on for most of its
/// time, so that one rewind is enough once the consumer works again.
/// </remarks>
public sealed class CompensationRequester(StepRunner runner, ICompensationQueues queues, IAcknowledgements acknowledgements, TimeProvider time)
{
    /// <summary>The activity function, in the app, that asks for a compensation by event.</summary>
    public const string RequestCompensation = nameof(RequestCompensation);

    // The rest of the attempt's time is for the requests themselves.
    private const double ShareOfLooking = 0.6;

    private static readonly TimeSpan _firstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(2);

    /// <exception cref="StepStuckException">The attempt was the last one, and nobody has acknowledged.</exception>
    public Task<StepResult<NoResult>> RunAsync(StepCall<JsonElement> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, token => AskAsync(call, call.Frame.Event!, token), cancellationToken);

    private async Task AskAsync(StepCall<JsonElement> call, EventCall asked, CancellationToken cancellationToken)
    {
        var answer = await acknowledgements.FindAsync(call.Saga.Id, call.Step, cancellationToken);
        if (!answer.IsAcknowledged && asked.Publication is { } publication)
        {
            await queues.PublishAsync(asked.Queue, EventOf(call, asked.ReplyTo, publication), cancellationToken);
            answer = call.Frame.IsLastAttempt ? await LookOnAsync(call, cancellationToken) : answer;
        }

        if (!answer.IsAcknowledged)
        {
            throw IsWaitedFor(call, asked, answer) ? new StepPendingException(TimeSpan.Zero) : new StepRefusedException(Why(call, asked, answer));
        }
    }

    private static bool IsWaitedFor(StepCall<JsonElement> call, EventCall asked, CompensationAnswer answer) =>
        !call.Frame.IsLastAttempt && asked.Overdue is null && !(answer.IsPoisoned && asked.Publication is null);

    private async Task<CompensationAnswer> LookOnAsync(StepCall<JsonElement> call, CancellationToken cancellationToken)
    {
        var (until, pause) = (time.GetUtcNow() + (call.Frame.Timeout * ShareOfLooking), _firstPause);
        while (true)
        {
            var answer = await acknowledgements.FindAsync(call.Saga.Id, call.Step, cancellationToken);
            if (answer.IsAcknowledged || time.GetUtcNow() >= until)
            {
                return answer;
            }

            await Task.Delay(pause, time, cancellationToken);
            pause = pause * 2 < _longestPause ? pause * 2 : _longestPause;
        }
    }

    private static string Why(StepCall<JsonElement> call, EventCall asked, CompensationAnswer answer)
    {
        // What the record says of deliveries is by now, in a last attempt, of the message that it has published itself.
        var why = (call.Frame.IsLastAttempt ? call.Frame.Step?.Error : null) ?? WhyNotWaitedFor(asked, answer);
        List<string> said = [Sentence.Of(why)];
        if (answer.Error is { } error && !why.Contains(error, StringComparison.Ordinal))
        {
            said.Add(Sentence.Of(call.Frame.IsLastAttempt ? "The consumer's error now" : "The consumer's last error", error));
        }

        if (call.Frame.IsLastAttempt)
        {
            said.Add($"It was published to queue '{asked.Queue}' once more, and is not acknowledged yet.");
        }

        return string.Join(' ', said);
    }

    private static string WhyNotWaitedFor(EventCall asked, CompensationAnswer answer) => answer.IsPoisoned
        ? $"Its message was given up{(answer.Deliveries > 0 ? $" after {answer.Deliveries} deliveries" : string.Empty)}."
        : asked.Overdue ?? "Nobody has acknowledged.";

    private static CompensationRequested<JsonElement> EventOf(StepCall<JsonElement> call, string replyTo, int publication) => new()
    {
        InstanceId = call.Saga.Id,
        Saga = call.Saga.Name,
        Version = call.Saga.Version,
        Step = call.Step,
        IdempotencyKey = call.IdempotencyKey,
        Attempt = call.Attempt,
        Publication = publication,
        ReplyTo = replyTo,
        Deadline = call.Deadline,
        Request = call.Request,
        Results = call.Results,
    };
}
