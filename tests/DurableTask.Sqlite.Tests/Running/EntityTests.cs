using DurableTask.Core;
using DurableTask.Core.Entities;
using DurableTask.Core.History;
using Microsoft.Extensions.Time.Testing;

namespace DurableSagas.DurableTask.Sqlite.Tests.Running;

public sealed class EntityTests
{
    private static readonly EntityId _counter = new("counter", "1");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    public async Task Entity_SignalledAThousandTimes_CountsEachOnce(int idleSeconds)
    {
        await using var hub = await StartAsync(new() { File = ":memory:", ExtendedSessionIdleTimeout = TimeSpan.FromSeconds(idleSeconds) });

        await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => SignalAsync(hub, "add")));
        var state = await UntilAsync(hub, "1000");

        Assert.Equal("1000", state.SerializedState);
        Assert.Equal(0, state.BacklogQueueSize);
    }

    [Fact]
    public async Task Entity_AfterARestart_HasItsState()
    {
        using var file = new TempHub();
        await using (var first = await StartAsync(file.Options))
        {
            await SignalAsync(first, "add");
            await UntilAsync(first, "1");
        }

        await using var second = await StartAsync(file.Options);
        await SignalAsync(second, "add");
        var state = await UntilAsync(second, "2");

        Assert.Equal(_counter, state.EntityId);
    }

    [Fact]
    public async Task Signal_ForLater_IsTakenUpWhenItIsDue()
    {
        await using var hub = await StartAsync();
        await SignalAsync(hub, "add", hub.Time.GetUtcNow().UtcDateTime.AddHours(1));
        await SignalAsync(hub, "add");
        await UntilAsync(hub, "1");

        hub.Time.Advance(TimeSpan.FromHours(2));
        var state = await UntilAsync(hub, "2");

        Assert.Equal("2", state.SerializedState);
    }

    /// <summary>An entity that was read from the hub knows the timers of its messages; its next batch must leave them alone.</summary>
    [Fact]
    public async Task Signal_ForLaterAndReadFromTheHub_OutlivesABatchBeforeIt()
    {
        await using var hub = TestHub.NotStarted(Counter());
        await SignalAsync(hub, "add", hub.Time.GetUtcNow().UtcDateTime.AddHours(1));
        await hub.StartWorkerAsync();
        await SignalAsync(hub, "add");
        await UntilAsync(hub, "1");

        // Commits are passed on in their order: when this one is, the batch is.
        await hub.RaiseAsync("nobody", "lost");
        hub.Time.Advance(TimeSpan.FromHours(2));
        var state = await UntilAsync(hub, "2");

        Assert.Equal("2", state.SerializedState);
    }

    [Fact]
    public async Task Signal_ForLater_OutlivesABatchBeforeItAndARestart()
    {
        using var file = new TempHub();
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using (var first = await TestHub.StartAsync(Counter(), file.Options, time: time))
        {
            await SignalAsync(first, "add", time.GetUtcNow().UtcDateTime.AddHours(1));
            await SignalAsync(first, "add");
            await UntilAsync(first, "1");
        }

        await using var second = await TestHub.StartAsync(Counter(), file.Options, time: time);
        await SignalAsync(second, "add");
        await UntilAsync(second, "2");
        time.Advance(TimeSpan.FromHours(2));
        var state = await UntilAsync(second, "3");

        Assert.Equal("3", state.SerializedState);
    }

    [Fact]
    public async Task Entities_ThatWereDeleted_AreNotListedAndCanBeCleanedAway()
    {
        await using var hub = await StartAsync();
        await SignalAsync(hub, "add");
        await UntilAsync(hub, "1");
        var listed = await hub.Service.EntityBackendQueries.QueryEntitiesAsync(new() { IncludeState = true }, Cancelled);

        await SignalAsync(hub, "delete");
        await hub.UntilAsync(async () => await hub.Service.EntityBackendQueries.GetEntityAsync(_counter, cancellation: Cancelled) is null ? "gone" : null);
        var afterwards = await hub.Service.EntityBackendQueries.QueryEntitiesAsync(default, Cancelled);
        var cleaned = await hub.Service.EntityBackendQueries.CleanEntityStorageAsync(new() { RemoveEmptyEntities = true }, Cancelled);

        Assert.Equal("1", Assert.Single(listed.Results).SerializedState);
        Assert.Empty(afterwards.Results);
        Assert.Equal(1, cleaned.EmptyEntitiesRemoved);
        Assert.Null(await hub.FindAsync(_counter.ToString()));
    }

    private static Task<TestHub> StartAsync(SqliteTaskHubOptions? options = null) =>
        TestHub.StartAsync(Counter(), options);

    private static TestApp Counter() => new TestApp().Entity("counter", () => new CounterEntity());

    private static Task SignalAsync(TestHub hub, string operation, DateTime? due = null)
    {
        var target = new OrchestrationInstance { InstanceId = _counter.ToString() };
        var message = ClientEntityHelpers.EmitOperationSignal(target, Guid.NewGuid(), operation, null, null).AsTaskMessage();
        if (due is { } later)
        {
            // As a scheduled signal is named; its request does not tell the time, since the dispatcher would compare it with the real one.
            ((EventRaisedEvent)message.Event).Name += $"@{later:o}";
        }

        return hub.Service.SendTaskOrchestrationMessageAsync(message);
    }

    private static async Task<EntityBackendQueries.EntityMetadata> UntilAsync(TestHub hub, string value) => (await hub.UntilAsync(async () =>
        await hub.Service.EntityBackendQueries.GetEntityAsync(_counter, includeState: true, cancellation: Cancelled) is { } found && found.SerializedState == value
            ? Tuple.Create(found)
            : null)).Item1;
}
