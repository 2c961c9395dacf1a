using DurableSagas.EmbeddedHost.Dispatch;
using DurableTask.Core;

namespace DurableSagas.EmbeddedHost.Tests.Orchestration;

public sealed class VersioningTests
{
    [Theory]
    [InlineData("None", "9.0", true)]
    [InlineData("Strict", "2.0", true)]
    [InlineData("Strict", "1.0", false)]
    [InlineData("Strict", null, false)]
    [InlineData("CurrentOrOlder", null, true)]
    [InlineData("CurrentOrOlder", "1.10", true)]
    [InlineData("CurrentOrOlder", "2.0", true)]
    [InlineData("CurrentOrOlder", "2.0.1", false)]
    public void Instance_OfSomeVersion_RunsIfTheStrategyAllowsIt(string strategy, string? version, bool runs)
    {
        var settings = new EngineSettings
        {
            DefaultVersion = "2.0",
            VersionMatchStrategy = Enum.Parse<VersionMatchStrategy>(strategy),
            VersionFailureStrategy = VersionFailureStrategy.Fail,
        };

        var hub = Scenario.Run(
            functions => functions.Orchestrator("Main", _ => Task.FromResult(1)),
            hub => hub.Start("Main", version: version),
            settings);

        Assert.Equal(runs ? OrchestrationStatus.Completed : OrchestrationStatus.Failed, hub.Main.Status);
    }

    [Fact]
    public void Mismatch_Fails_NamesItselfInTheDetails()
    {
        var hub = Run(VersionFailureStrategy.Fail);

        Assert.Equal("VersionMismatch: Orchestration version did not comply with Worker Versioning", hub.Main.Output);
        Assert.True(hub.Main.Completion!.FailureDetails!.IsNonRetriable);
    }

    [Fact]
    public void Mismatch_IsRejected_RecordsNothingAndCanRunLater()
    {
        var hub = Run(VersionFailureStrategy.Reject);

        Assert.True(hub.Main.LastEpisode!.Rejected);
        Assert.Empty(hub.Main.LastEpisode.Events);
        Assert.Empty(hub.Main.History);
        Assert.Equal(OrchestrationStatus.Pending, hub.Main.Status);
    }

    private static ScriptedHub Run(VersionFailureStrategy strategy) => Scenario.Run(
        functions => functions.Orchestrator("Main", _ => Task.FromResult(1)),
        hub => hub.Start("Main", version: "1.0"),
        new EngineSettings { DefaultVersion = "2.0", VersionMatchStrategy = VersionMatchStrategy.Strict, VersionFailureStrategy = strategy });
}
