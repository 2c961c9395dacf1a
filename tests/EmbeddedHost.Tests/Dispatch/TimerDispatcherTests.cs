using DurableSagas.EmbeddedHost.Dispatch;
using DurableSagas.EmbeddedHost.TaskHub;
using DurableTask.Core.History;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DurableSagas.EmbeddedHost.Tests.Dispatch;

public sealed class TimerDispatcherTests
{
    [Fact]
    public async Task Timers_MoreThanAreKeptInMemory_AllFireOnceInOrder()
    {
        await using var hub = TaskHubStore.Open(new TaskHubSettings(TaskHubSettings.InMemoryPath, "hub"), NullLoggerFactory.Instance);
        var time = new FakeTimeProvider(TestEngine.Midnight);
        var sessions = new Sessions(new WorkInProgress());
        using var dispatcher = new TimerDispatcher(hub, sessions, time, mostInMemory: 3);
        var instance = await AddInstanceAsync(hub);
        dispatcher.Start();
        foreach (var minute in (int[])[7, 1, 9, 3, 5, 8, 2, 6, 4, 10])
        {
            var timer = new TimerRow(TestEngine.Midnight.AddMinutes(minute).UtcDateTime, instance, minute);
            await hub.WriteAsync(rows => Add(rows, timer), dispatcher.Add, CancellationToken.None);
        }

        List<int> fired = [];
        for (var minute = 1; minute <= 10; minute++)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            fired.AddRange(Fired(sessions));
        }

        Assert.Equal(Enumerable.Range(1, 10), fired);
        Assert.Null(dispatcher.NextDueAt);
    }

    private static TimerRow Add(HubRows rows, TimerRow timer)
    {
        rows.Timers.Add(timer);
        return timer;
    }

    private static Task<InstanceKey> AddInstanceAsync(TaskHubStore hub) => hub.WriteAsync(
        rows =>
        {
            var row = new InstanceRow(rows.NextKey(), "a", "e", "Wait");
            rows.Instances.Insert(row);
            return new InstanceKey(row.Key, row.Id);
        },
        _ => { },
        CancellationToken.None);

    private static IEnumerable<int> Fired(Sessions sessions)
    {
        while (sessions.Ready.TryRead(out var session))
        {
            foreach (var message in session.TakeMessages())
            {
                yield return ((TimerFiredEvent)message.Event).TimerId;
            }

            sessions.EndRun(session, 0);
        }
    }
}
