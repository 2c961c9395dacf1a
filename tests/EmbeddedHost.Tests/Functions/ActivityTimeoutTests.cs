using DurableSagas.EmbeddedHost.Hosting;
using DurableSagas.EmbeddedHost.Tests.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DurableSagas.EmbeddedHost.Tests.Functions;

public sealed class ActivityTimeoutTests
{
    private const string Base = "/runtime/webhooks/durabletask";

    [Fact]
    public async Task Activity_LongerThanTheFunctionTimeout_IsCalledAgainAndItsOneResultIsUsed()
    {
        var calls = new Calls();
        await using var host = await TestHost.OfAsync(
            typeof(Slow),
            builder => builder.Services.AddSingleton(calls).Replace(ServiceDescriptor.Singleton<IDurableEngine, HostedEngine>()),
            """{ "version": "2.0", "functionTimeout": "00:00:00.2" }""",
            "--EmbeddedHost:TaskHubPath=:memory:");

        var outcome = await host.PostAsync($"{Base}/orchestrators/Order/o-1?timeout=50&pollingInterval=1", "null");
        await calls.BothTold.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        var history = await host.GetAsync($"{Base}/instances/o-1?showHistory=true");

        Assert.Equal("200 \"shipped at call 3\"", outcome);
        Assert.Equal(2, host.Logs.Lines.Count(line => line.Contains("took too long and is called again", StringComparison.Ordinal)));
        Assert.Contains("TaskCompleted", history, StringComparison.Ordinal);
        Assert.DoesNotContain("TaskFailed", history, StringComparison.Ordinal);
    }

    public sealed class Calls
    {
        private readonly TaskCompletionSource _bothTold = new();
        private int _told;

        public int Made { get; set; }

        public Task BothTold => _bothTold.Task;

        public void Tell()
        {
            if (Interlocked.Increment(ref _told) == 2)
            {
                _bothTold.SetResult();
            }
        }
    }

    public sealed class Slow(Calls calls)
    {
        [Function("Order")]
        public static Task<string> OrderAsync([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync<string>("Ship");

        // The first call obeys its token; the second is told as well, and goes on all the same.
        [Function("Ship")]
        public async Task<string> ShipAsync([ActivityTrigger] object? nothing, CancellationToken cancellationToken)
        {
            var never = new TaskCompletionSource();
            var call = ++calls.Made;
            if (call < 3)
            {
                cancellationToken.Register(calls.Tell);
                await (call == 1 ? never.Task.WaitAsync(cancellationToken) : never.Task);
            }

            return nothing is null ? $"shipped at call {call}" : "input";
        }
    }
}
