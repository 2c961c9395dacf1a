using DurableTask.Core;
using DurableTask.Core.History;
using Microsoft.DurableTask;

namespace DurableSagas.EmbeddedHost.Tests.Orchestration;

public sealed class RandomProgramTests
{
    [Fact]
    public void AnyProgram_ReplayedBeforeEveryEpisode_MakesTheSameHistory()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var hub = Run(seed);

            Assert.True(hub.Main.Status == OrchestrationStatus.Completed, $"Seed {seed}: {hub.Main.Status} {hub.Main.Output}");
        }
    }

    private static ScriptedHub Run(int seed) => Scenario.Run(
        functions => functions
            .Orchestrator("Main", context => RandomProgram.RunAsync(context, seed, depth: 2))
            .Orchestrator("Child", context => RandomProgram.RunAsync(context, context.GetInput<int>(), depth: 0))
            .Activity<int>("Echo", number => number)
            .Activity<object>("Break", _ => throw new InvalidOperationException("broken"))
            .Activity<int>("Flaky", number => (number + functions.Calls.Count) % 3 == 0 ? number : throw new InvalidOperationException("not yet")),
        hub => Disturb(hub, new Random(seed)));

    /// <summary>Events, a suspension and more, at moments of the seed's choice.</summary>
    private static void Disturb(ScriptedHub hub, Random random)
    {
        hub.Start("Main");
        for (var i = 0; i < 6; i++)
        {
            HistoryEvent? disturbance = random.Next(4) switch
            {
                0 => new EventRaisedEvent(-1, $"{i}") { Name = "number", Timestamp = hub.Now },
                1 => new ExecutionSuspendedEvent(-1, "hold"),
                2 => new ExecutionResumedEvent(-1, "go on"),
                _ => null,
            };
            if (disturbance is not null)
            {
                hub.Send("main", disturbance);
            }

            if (random.Next(2) == 0)
            {
                hub.RunUntilIdle();
                hub.FireNextTimer();
            }
        }

        hub.Send("main", new ExecutionResumedEvent(-1, "go on"));
    }
}
