using DurableSagas.Projections.Notices;
using DurableSagas.SagaFunctions.Notices.Dead;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DurableSagas.SagaFunctions.Notices.Sending;

/// <summary>Sends a saga's notices in their order, each at least once, until it is delivered or given up.</summary>
/// <remarks>
/// An attempt is counted before it is made, by a write that only one process can win, and names the moment of the next one:
/// until then nobody else makes one. So a later notice never goes before an earlier one, and a process that dies over one has made an attempt.
/// </remarks>
public sealed partial class NoticeSender(
    NoticeOutbox outbox,
    NoticeQueue queue,
    NoticeDelivery delivery,
    DeadNoticeTable dead,
    IOptions<NoticeSettings> settings,
    TimeProvider time,
    ILogger<NoticeSender> logger)
{
    private static readonly TimeSpan _longestPause = TimeSpan.FromHours(1);

    internal async Task SendAsync(string sagaId, CancellationToken cancellationToken)
    {
        while (await outbox.FindNextAsync(sagaId, cancellationToken) is { } notice)
        {
            var now = time.GetUtcNow();
            if (notice.View.NextAttemptAt is { } due && due > now)
            {
                // Whoever attempts it may stop over it: this message is what goes on then.
                await queue.EnqueueAsync(sagaId, due - now, cancellationToken);
                return;
            }

            var pause = PauseAfter(notice.View.Attempts + 1);
            if (await outbox.ClaimAsync(notice, now + delivery.TimeoutOf(notice.View.Receiver) + pause, cancellationToken)
                && !await IsDoneAsync(notice, await delivery.SendAsync(notice, cancellationToken), pause, cancellationToken))
            {
                return;
            }
        }
    }

    // Delivered, or given up: the next one may follow.
    private async Task<bool> IsDoneAsync(Notice notice, DeliveryResult result, TimeSpan pause, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var lastAt = notice.OwedSince + settings.Value.GiveUpAfter;
        if (result.Error is not { } error)
        {
            await outbox.DeliveredAsync(notice, now, cancellationToken);
            LogDelivered(notice.SagaId, notice.View.Type, notice.View.Receiver, notice.View.Attempts + 1);
            return true;
        }

        if (result.IsFinal || now >= lastAt)
        {
            // Listed first: what is given up and not listed, nobody would find.
            await dead.KeepAsync(notice, error, now, cancellationToken);
            await outbox.GivenUpAsync(notice, error, now, cancellationToken);
            LogGivenUp(notice.SagaId, notice.View.Type, notice.View.Receiver, error);
            return true;
        }

        var wait = result.RetryAfter > pause ? result.RetryAfter.Value : pause;
        // The last attempt is made at the end of its time.
        var next = wait > lastAt - now ? lastAt : now + wait;
        await outbox.FailedAsync(notice, error, next, cancellationToken);
        await queue.EnqueueAsync(notice.SagaId, next - now, cancellationToken);
        LogFailed(notice.SagaId, notice.View.Type, notice.View.Receiver, error, next);
        return false;
    }

    // Between half of it and all of it: what failed at one moment is not tried at one moment.
    private TimeSpan PauseAfter(int attempt)
    {
        var doubled = Math.ScaleB(settings.Value.FirstPause.TotalSeconds, Math.Min(attempt - 1, 30));
        return TimeSpan.FromSeconds(Math.Min(doubled, _longestPause.TotalSeconds) * (0.5 + (Random.Shared.NextDouble() / 2)));
    }

    [LoggerMessage(1, LogLevel.Information, "Saga '{InstanceId}': '{Type}' was delivered to receiver '{Receiver}' at attempt {Attempt}.")]
    private partial void LogDelivered(string instanceId, string type, string receiver, int attempt);

    [LoggerMessage(2, LogLevel.Warning, "Saga '{InstanceId}': '{Type}' was not delivered to receiver '{Receiver}': {Error} It is sent again at {Next:O}.")]
    private partial void LogFailed(string instanceId, string type, string receiver, string error, DateTimeOffset next);

    [LoggerMessage(
        3,
        LogLevel.Error,
        "Saga '{InstanceId}': '{Type}' is given up, receiver '{Receiver}' did not take it: {Error} Mend the receiver, then send the dead notice again.")]
    private partial void LogGivenUp(string instanceId, string type, string receiver, string error);
}
