using DurableTask.Core.History;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace DurableSagas.EmbeddedHost.Tests.Orchestration;

public sealed class DeterminismTests
{
    [Fact]
    public void NewGuid_SameInstanceTimeAndCount_IsTheKnownUuid()
    {
        var hub = Scenario.RunMain(context => Task.FromResult(new[] { context.NewGuid(), context.NewGuid() }));

        // uuid5(9e952958-5e33-4daf-827f-2fa12937b875, "main_2026-01-01T00:00:00.0100000Z_0"), and _1
        Assert.Equal(
            ["34b352a7-2819-535b-b066-720de2ba3df3", "ba24c823-81fd-55af-9a40-a33bd059eed9"],
            hub.Functions.DataConverter.Deserialize<string[]>(hub.Main.Output!));
    }

    [Fact]
    public void CurrentUtcDateTime_IsTheStartOfTheEpisode()
    {
        var hub = Scenario.RunMain(
            async context =>
            {
                var first = context.CurrentUtcDateTime;
                await context.CallActivityAsync("Work");
                return new[] { first, context.CurrentUtcDateTime };
            },
            functions => functions.Activity("Work"));

        var seen = hub.Functions.DataConverter.Deserialize<DateTime[]>(hub.Main.Output!);
        Assert.Equal(hub.Main.History.OfType<OrchestratorStartedEvent>().Select(started => started.Timestamp), seen);
    }

    [Fact]
    public void IsReplaying_IsTrueOnlyWhereHistoryWasBefore()
    {
        var live = new List<bool>();
        var replayed = new List<bool>();

        Observe(live, replayAlways: false);
        Observe(replayed, replayAlways: true);

        Assert.Equal([false, false, false], live);
        Assert.Equal([false, true, false, true, true, false], replayed);
    }

    [Fact]
    public void ReplaySafeLogger_WritesOnceHoweverOftenIsReplayed()
    {
        using var loggers = new CollectingLoggerFactory();
        var functions = new ScriptedFunctions().Activity("Work").Orchestrator("Main", async context =>
        {
            var logger = context.CreateReplaySafeLogger("Test");
            Log(logger, "one");
            await context.CallActivityAsync("Work");
            Log(logger, "two");
            await context.CallActivityAsync("Work");
            Log(logger, "three");
        });

        var hub = new ScriptedHub(functions, new(), loggers, replayAlways: true);
        hub.Start("Main");
        hub.RunToEnd();

        Assert.Equal(["one", "two", "three"], loggers.Messages);
    }

    [Fact]
    public void Yield_ContinuesAtOnceOnTheSameThread()
    {
        var hub = Scenario.RunMain(
            async context =>
            {
                var late = CallLater(context);
                var second = context.CallActivityAsync("Second");
                await Task.WhenAll(late, second);
                return 1;
            },
            functions => functions.Activity("First").Activity("Second"));

        Assert.Equal(["First", "Second"], hub.Functions.Calls);
        Assert.Equal("1", hub.Main.Output);

        static async Task CallLater(TaskOrchestrationContext context)
        {
            await Task.Yield();
            await context.CallActivityAsync("First");
        }
    }

    [Fact]
    public void Yield_AHundredThousandTimes_DoesNotOverflowTheStack()
    {
        var hub = Scenario.RunMain(async _ =>
        {
            for (var i = 0; i < 100_000; i++)
            {
                await Task.Yield();
            }

            return "there";
        });

        Assert.Equal("\"there\"", hub.Main.Output);
    }

    private static void Observe(List<bool> seen, bool replayAlways) => Scenario.RunOnce(
        functions => functions.Activity("Work").Orchestrator("Main", async context =>
        {
            seen.Add(context.IsReplaying);
            await context.CallActivityAsync("Work");
            seen.Add(context.IsReplaying);
            await context.CallActivityAsync("Work");
            seen.Add(context.IsReplaying);
        }),
        hub => hub.Start("Main"),
        replayAlways: replayAlways);

#pragma warning disable CA1848, CA2254 // What is tested is the logger that a user's code calls in any way it likes.
    private static void Log(ILogger logger, string message) => logger.LogInformation(message);
#pragma warning restore CA1848, CA2254
}
