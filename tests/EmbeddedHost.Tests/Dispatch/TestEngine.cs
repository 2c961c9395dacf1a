using DurableSagas.EmbeddedHost.Client;
using DurableSagas.EmbeddedHost.Dispatch;
using DurableSagas.EmbeddedHost.Functions;
using DurableSagas.EmbeddedHost.TaskHub;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DurableSagas.EmbeddedHost.Tests.Dispatch;

/// <summary>An engine on a task hub of its own, in virtual time.</summary>
internal sealed class TestEngine : IAsyncDisposable
{
    // A test that waits for what never comes is to fail, not to hang.
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(1));

    private TestEngine(OrchestrationEngine engine, FakeTimeProvider time)
    {
        Engine = engine;
        Time = time;
    }

    public static DateTimeOffset Midnight { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public OrchestrationEngine Engine { get; }

    public FakeTimeProvider Time { get; }

    public EmbeddedDurableTaskClient Client => Engine.Client;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<TestEngine> StartAsync(
        IDurableFunctions app, EngineSettings? settings = null, ICommitGate? gate = null, FakeTimeProvider? time = null, int maxBatch = 512, int maxPages = 0)
    {
        time ??= new FakeTimeProvider(Midnight);
        settings ??= new EngineSettings();
        var hub = TaskHubStore.Open(
            new TaskHubSettings(settings.TaskHubPath, settings.HubName) { MaxBatch = maxBatch, MaxPages = maxPages }, NullLoggerFactory.Instance, gate);
        var engine = new OrchestrationEngine(settings, app, time, NullLoggerFactory.Instance, hub);
        await engine.StartAsync(Cancelled);
        return new TestEngine(engine, time);
    }

    public Task<string> StartInstanceAsync(string name, object? input = null, string? id = null) =>
        Client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(id), Cancelled);

    public Task<OrchestrationMetadata> EndOfAsync(string id) =>
        Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, _patience.Token);

    public async Task<OrchestrationMetadata> RunAsync(string name, object? input = null) =>
        await EndOfAsync(await StartInstanceAsync(name, input));

    public async Task<OrchestrationMetadata> FindAsync(string id) =>
        await Client.GetInstanceAsync(id, getInputsAndOutputs: true, Cancelled) ?? throw new InvalidOperationException($"No instance '{id}'.");

    public Task IdleAsync() => Engine.WhenIdleAsync().WaitAsync(_patience.Token);

    /// <summary>Lets time pass from timer to timer until nothing is left to do.</summary>
    public async Task RunOutAsync()
    {
        await IdleAsync();
        while (Engine.NextTimerDueAt is { } due)
        {
            Time.SetUtcNow(due > Time.GetUtcNow() ? due : Time.GetUtcNow());
            await IdleAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        _patience.Dispose();
    }
}
