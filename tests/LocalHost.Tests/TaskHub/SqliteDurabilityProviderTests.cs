using DurableSagas.LocalHost.TaskHub;
using DurableTask.Core;
using DurableTask.Core.Exceptions;
using DurableTask.Core.History;
using Microsoft.Azure.WebJobs.Extensions.DurableTask;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace DurableSagas.LocalHost.Tests.TaskHub;

public sealed class SqliteDurabilityProviderTests : IAsyncLifetime
{
    private static readonly DurableTaskOptions _durable = new() { HubName = "Orders" };

    private readonly SqliteDurabilityProviderFactory _factory = new(
        Options.Create(_durable), new TaskHubOptions { File = ":memory:" }, TimeProvider.System, NullLoggerFactory.Instance);

    private readonly DurabilityProvider _provider;
    private readonly TaskHubWorker _worker;
    private readonly TaskHubClient _client;

    public SqliteDurabilityProviderTests()
    {
        _provider = _factory.GetDurabilityProvider();
        _worker = new TaskHubWorker(_provider);
        _worker.AddTaskOrchestrations(typeof(Once), typeof(Forever));
        _worker.AddTaskActivities(typeof(Work));
        _client = new TaskHubClient(_provider);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _worker.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _worker.StopAsync(isForced: true);
        _worker.Dispose();
        await _factory.DisposeAsync();
    }

    [Fact]
    public void Provider_AnswersAsAzureStoragesWhereItMayChoose()
    {
        Assert.True(_provider.CheckStatusBeforeRaiseEvent);
        Assert.True(_provider.SupportsEntities);
        Assert.True(_provider.SupportsPollFreeWait);
        Assert.Equal(TimeSpan.FromDays(6), _provider.MaximumDelayTime);
        Assert.Equal(TimeSpan.FromDays(3), _provider.LongRunningTimerIntervalLength);
        Assert.Same(_provider, _factory.GetDurabilityProvider(new DurableClientAttribute { TaskHub = "orders" }));
    }

    [Fact]
    public async Task List_ByStatusInPages_TellsEachOnce()
    {
        foreach (var id in (string[])["a", "b", "c"])
        {
            await RunAsync(typeof(Once), id);
        }

        List<string> listed = [];
        var condition = new OrchestrationStatusQueryCondition { PageSize = 2, RuntimeStatus = [OrchestrationRuntimeStatus.Completed] };
        do
        {
            var page = await _provider.GetOrchestrationStateWithPagination(condition, Cancelled);
            listed.AddRange(page.DurableOrchestrationState.Select(status => $"{status.InstanceId} {status.RuntimeStatus} {status.Output}"));
            condition.ContinuationToken = page.ContinuationToken;
        }
        while (condition.ContinuationToken is not null);

        Assert.Equal(["a Completed in", "b Completed in", "c Completed in"], listed);
    }

    [Fact]
    public async Task State_WithoutInput_LeavesItOut()
    {
        await RunAsync(typeof(Once), "a");

        var with = Assert.Single(await _provider.GetOrchestrationStateWithInputsAsync("a"));
        var without = Assert.Single(await _provider.GetOrchestrationStateWithInputsAsync("a", showInput: false));

        Assert.Equal("\"in\"", with.Input);
        Assert.Null(without.Input);
        Assert.Empty(await _provider.GetOrchestrationStateWithInputsAsync("nobody"));
    }

    [Fact]
    public async Task Purge_CountsWhatItDeletes()
    {
        await RunAsync(typeof(Once), "a");
        await RunAsync(typeof(Once), "b");

        var one = await _provider.PurgeInstanceHistoryByInstanceId("a");
        var none = await _provider.PurgeInstanceHistoryByInstanceId("a");
        var rest = await _provider.PurgeHistoryByFilters(DateTime.MinValue, null, [OrchestrationStatus.Completed]);

        Assert.Equal((1, 0, 1), (one.InstancesDeleted, none.InstancesDeleted, rest));
    }

    [Fact]
    public async Task Rewind_IsTold_ByTheStreamedHistory()
    {
        Work.IsBroken = true;
        var failed = await RunAsync(typeof(Once), "a");
        Work.IsBroken = false;

        await _provider.RewindAsync("a", "mended");
        var ended = await EndAsync("a");
        List<EventType> history = [];
        await foreach (var recorded in await _provider.StreamOrchestrationHistoryAsync("a", Cancelled))
        {
            history.Add(recorded.EventType);
        }

        Assert.Equal((OrchestrationStatus.Failed, OrchestrationStatus.Completed), (failed.OrchestrationStatus, ended.OrchestrationStatus));
        Assert.Single(history, type => type == EventType.ExecutionRewound);
        Assert.Single(history, type => type == EventType.TaskCompleted);
    }

    [Fact]
    public async Task Start_OfARunningId_IsRefusedOrReplacesItAsTheCallerSays()
    {
        await _client.CreateOrchestrationInstanceAsync(typeof(Forever), "a", "in");

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => _client.CreateOrchestrationInstanceAsync(
            typeof(Once), "a", "in", [OrchestrationStatus.Pending, OrchestrationStatus.Running, OrchestrationStatus.Suspended]));
        await _client.CreateOrchestrationInstanceAsync(typeof(Once), "a", "in", []);
        var ended = await EndAsync("a");

        Assert.EndsWith(nameof(Once), ended.Name, StringComparison.Ordinal);
        Assert.Equal(OrchestrationStatus.Completed, ended.OrchestrationStatus);
    }

    private async Task<OrchestrationState> RunAsync(Type orchestrator, string id)
    {
        await _client.CreateOrchestrationInstanceAsync(orchestrator, id, "in");
        return await EndAsync(id);
    }

    private Task<OrchestrationState> EndAsync(string id) =>
        _provider.WaitForOrchestrationAsync(id, null, TimeSpan.FromMinutes(1), Cancelled);

    private sealed class Once : TaskOrchestration<string, string>
    {
        public override Task<string> RunTask(OrchestrationContext context, string input) => context.ScheduleTask<string>(typeof(Work), input);
    }

    private sealed class Forever : TaskOrchestration<string, string>
    {
        public override Task<string> RunTask(OrchestrationContext context, string input) => new TaskCompletionSource<string>().Task;
    }

    private sealed class Work : TaskActivity<string, string>
    {
        public static bool IsBroken { get; set; }

        protected override string Execute(TaskContext context, string input) =>
            IsBroken ? throw new InvalidOperationException("broken") : input;
    }
}
