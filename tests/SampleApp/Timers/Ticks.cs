using DurableSagas.SampleApp.State;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.SampleApp.Timers;

/// <summary>Three timers: on a schedule from the settings, one that fails, and one that the settings disable.</summary>
public sealed class Ticks(Journal journal)
{
    [Function("Tick")]
    public Task TickAsync([TimerTrigger("%SAMPLE_SCHEDULE%")] TimerInfo timer) =>
        journal.AddAsync("ticks", timer.IsPastDue ? "late" : "on time");

    [Function("FailingTick")]
    public async Task FailingTickAsync([TimerTrigger("0 0 0 1 1 *", UseMonitor = false)] TimerInfo timer)
    {
        await journal.AddAsync("failing-ticks", $"{timer.IsPastDue}");
        throw new InvalidOperationException("This timer always fails.");
    }

    [Function("Asleep")]
    public Task AsleepAsync([TimerTrigger("* * * * * *")] TimerInfo timer) => journal.AddAsync("asleep", $"woken, {timer.IsPastDue}");
}
