using DurableSagas.EmbeddedHost.Functions;
using DurableSagas.EmbeddedHost.Triggers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace DurableSagas.EmbeddedHost.Timers;

/// <summary>Runs each timer function at its times, one run at a time; a run that fails is logged, and the next one comes.</summary>
/// <remarks>In Azure a monitor blob remembers runs that were missed while the app was down; here they are not made up for.</remarks>
internal sealed partial class TimerListener(FunctionCatalog catalog, TimerSchedules schedules, FunctionInvoker invoker, TimeProvider time, ILogger<TimerListener> logger) : ITriggerListener, IDisposable
{
    // A delay of the system's timers ends after 49 days at the latest; a schedule may be yearly.
    private static readonly TimeSpan _longestDelay = TimeSpan.FromDays(1);

    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _givenUp = new();
    private Task[] _loops = [];

    public void Start() => _loops = [.. catalog.With<TimerTriggerAttribute>().Select(function => RunAsync(function, (TimerTriggerAttribute)function.Trigger))];

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await using var giveUp = cancellationToken.Register(_givenUp.Cancel);
        await Task.WhenAll(_loops);
    }

    public InvocationTrigger? ByHand(AppFunction function, string input) => function.Trigger is TimerTriggerAttribute ? new TimerCall(new TimerInfo()) : null;

    public void Dispose()
    {
        _stopping.Dispose();
        _givenUp.Dispose();
    }

    private async Task RunAsync(AppFunction function, TimerTriggerAttribute trigger)
    {
        var schedule = schedules.Of(function);
        DateTimeOffset? last = null;
        var next = trigger.RunOnStartup ? time.GetUtcNow() : schedule.After(time.GetUtcNow());
        while (await WaitedUntilAsync(next))
        {
            var due = next;
            next = schedule.After(Later(time.GetUtcNow(), due));
            await RunAsync(function, new TimerInfo
            {
                ScheduleStatus = trigger.UseMonitor ? StatusOf(last, next) : null,
                IsPastDue = time.GetUtcNow() - due > TimeSpan.FromSeconds(1),
            });
            last = due;
        }
    }

    private async Task RunAsync(AppFunction function, TimerInfo tick)
    {
        try
        {
            await invoker.RunAsync(function, new TimerCall(tick), _ => ValueTask.FromResult(true), _givenUp.Token);
        }
        catch (Exception exception)
        {
            // The invoker has logged the failure itself; this says what follows.
            LogNextComes(exception.Message, function.Name);
        }
    }

    private async Task<bool> WaitedUntilAsync(DateTimeOffset moment)
    {
        try
        {
            for (var left = moment - time.GetUtcNow(); left > TimeSpan.Zero; left = moment - time.GetUtcNow())
            {
                await Task.Delay(left < _longestDelay ? left : _longestDelay, time, _stopping.Token);
            }

            return !_stopping.IsCancellationRequested;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static ScheduleStatus StatusOf(DateTimeOffset? last, DateTimeOffset next) => new()
    {
        Last = last?.UtcDateTime ?? default,
        LastUpdated = last?.UtcDateTime ?? default,
        Next = next.UtcDateTime,
    };

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    [LoggerMessage(1, LogLevel.Warning, "Timer function '{FunctionName}' did not succeed ({Reason}); it runs again at its next time.")]
    private partial void LogNextComes(string reason, string functionName);
}
