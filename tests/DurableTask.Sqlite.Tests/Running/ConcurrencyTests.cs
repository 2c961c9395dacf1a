using DurableTask.Core;
using DurableTask.Core.Entities;

namespace DurableSagas.DurableTask.Sqlite.Tests.Running;

public sealed class ConcurrencyTests : IDisposable
{
    private const int Most = 3;
    private const int All = 12;

    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _entered = new(0);
    private int _inside;
    private int _mostInside;

    [Fact]
    public async Task Activities_MoreThanMayRunAtOnce_WaitForTheirTurn()
    {
        var app = new TestApp()
            .Activity("Hold", async input =>
            {
                await HoldAsync(() => Task.CompletedTask);
                return input;
            })
            .Orchestrator("Fan", async (run, _) => string.Join(',', await Task.WhenAll(Enumerable.Range(0, All).Select(number => run.CallAsync("Hold", $"{number}")))))
            .Orchestrator("Echo", (_, input) => Task.FromResult(input));
        await using var hub = await TestHub.StartAsync(app, InMemory with { MaxConcurrentActivities = Most });
        var id = await hub.StartInstanceAsync("Fan");
        await UntilFullAsync();

        // Time enough for another one, if there were room for it.
        await RunAsync(50, number => hub.RunAsync("Echo", $"{number}"));
        _gate.SetResult();
        var ended = await hub.EndAsync(id);

        Assert.Equal(string.Join(',', Enumerable.Range(0, All)), TestHub.Text(ended.Output));
        Assert.Equal(All, app.Calls.Count);
        Assert.Equal(Most, _mostInside);
    }

    [Fact]
    public async Task Orchestrations_MoreThanMayRunAtOnce_WaitForTheirTurn()
    {
        var app = new TestApp().Orchestrator("Echo", (_, input) => Task.FromResult(input));
        await using var hub = await TestHub.StartAsync(
            app,
            InMemory with { MaxConcurrentOrchestrations = Most },
            setup: worker => worker.AddOrchestrationDispatcherMiddleware((_, next) => HoldAsync(next)));
        await RunAsync(All, number => hub.StartInstanceAsync("Echo", $"{number}", $"echo-{number}"));
        await UntilFullAsync();

        // Time enough for another one, if there were room for it.
        await RunAsync(50, _ => hub.RaiseAsync("nobody", "lost"));
        _gate.SetResult();
        var ended = await Task.WhenAll(Enumerable.Range(0, All).Select(number => hub.EndAsync($"echo-{number}")));

        Assert.All(ended, state => Assert.Equal(OrchestrationStatus.Completed, state.OrchestrationStatus));
        Assert.Equal(Most, _mostInside);
    }

    [Fact]
    public async Task Entities_MoreThanMayRunAtOnce_WaitForTheirTurn()
    {
        var app = new TestApp().Entity("counter", () => new CounterEntity()).Orchestrator("Echo", (_, input) => Task.FromResult(input));
        await using var hub = await TestHub.StartAsync(
            app,
            InMemory with { MaxConcurrentEntities = Most },
            setup: worker => worker.AddEntityDispatcherMiddleware((_, next) => HoldAsync(next)));
        await RunAsync(All, number => SignalAsync(hub, new EntityId("counter", $"{number}")));
        await UntilFullAsync();

        // Time enough for another one, if there were room for it.
        await RunAsync(50, number => hub.RunAsync("Echo", $"{number}"));
        _gate.SetResult();
        await hub.UntilAsync(async () => await CountedAsync(hub) == All ? "all" : null);

        Assert.Equal(Most, _mostInside);
    }

    public void Dispose() => _entered.Dispose();

    private static SqliteTaskHubOptions InMemory => new() { File = SqliteTaskHubOptions.InMemory };

    private static Task SignalAsync(TestHub hub, EntityId entity)
    {
        var target = new OrchestrationInstance { InstanceId = entity.ToString() };
        return hub.Service.SendTaskOrchestrationMessageAsync(
            ClientEntityHelpers.EmitOperationSignal(target, Guid.NewGuid(), "add", null, null).AsTaskMessage());
    }

    private static async Task<int> CountedAsync(TestHub hub)
    {
        var query = new EntityBackendQueries.EntityQuery { IncludeState = true };
        var found = await hub.Service.EntityBackendQueries.QueryEntitiesAsync(query, TestContext.Current.CancellationToken);
        return found.Results.Count(entity => entity.SerializedState == "1");
    }

    private static async Task RunAsync(int count, Func<int, Task> run)
    {
        for (var number = 0; number < count; number++)
        {
            await run(number);
        }
    }

    private async Task HoldAsync(Func<Task> next)
    {
        NoteInside(Interlocked.Increment(ref _inside));
        _entered.Release();
        await _gate.Task;
        await next();
        Interlocked.Decrement(ref _inside);
    }

    private void NoteInside(int inside)
    {
        for (var most = Volatile.Read(ref _mostInside); inside > most; most = Volatile.Read(ref _mostInside))
        {
            Interlocked.CompareExchange(ref _mostInside, inside, most);
        }
    }

    private Task UntilFullAsync() => RunAsync(Most, async _ => Assert.True(await _entered.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken)));
}
