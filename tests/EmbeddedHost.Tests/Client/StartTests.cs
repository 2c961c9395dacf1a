using DurableSagas.EmbeddedHost.Tests.Dispatch;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableSagas.EmbeddedHost.Tests.Client;

public sealed class StartTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("@entity", "Orchestration instance ids must not start with @.")]
    [InlineData("a/b", "Orchestration instance ids must not contain /, \\, #, ?, or control characters.")]
    [InlineData("a\\b", "Orchestration instance ids must not contain /, \\, #, ?, or control characters.")]
    [InlineData("a#b", "Orchestration instance ids must not contain /, \\, #, ?, or control characters.")]
    [InlineData("a?b", "Orchestration instance ids must not contain /, \\, #, ?, or control characters.")]
    [InlineData("a\tb", "Orchestration instance ids must not contain /, \\, #, ?, or control characters.")]
    public async Task Start_IdNotAllowed_IsRefused(string id, string message)
    {
        await using var engine = await TestEngine.StartAsync(App());

        var refused = await Assert.ThrowsAsync<ArgumentException>(() => engine.StartInstanceAsync("Echo", id: id));

        Assert.StartsWith(message, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_LongestId_IsAllowedAndALongerIsNot()
    {
        await using var engine = await TestEngine.StartAsync(App());

        var longest = await engine.StartInstanceAsync("Echo", id: new string('x', 256));
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => engine.StartInstanceAsync("Echo", id: new string('x', 257)));

        Assert.Equal(256, longest.Length);
        Assert.StartsWith("Instance ID lengths must not exceed 256 characters.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_NoId_IsGivenAGuidWithoutDashes()
    {
        await using var engine = await TestEngine.StartAsync(App());

        var id = await engine.StartInstanceAsync("Echo");

        Assert.True(Guid.TryParseExact(id, "N", out _));
    }

    [Fact]
    public async Task Start_IdOfARunningInstance_IsRefused()
    {
        await using var engine = await TestEngine.StartAsync(App());
        await engine.StartInstanceAsync("Wait", id: "a");
        await engine.IdleAsync();

        var refused = await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => engine.StartInstanceAsync("Echo", id: "a"));

        Assert.Equal("An Orchestration instance with the status Running already exists: 'a'.", refused.Message);
    }

    [Fact]
    public async Task Start_HostAllowsToReplaceAnyState_ReplacesARunningInstance()
    {
        await using var engine = await TestEngine.StartAsync(App(), new() { DedupeStatuses = [] });
        await engine.StartInstanceAsync("Wait", id: "a");
        await engine.IdleAsync();

        await engine.StartInstanceAsync("Echo", 2, "a");
        var end = await engine.EndOfAsync("a");

        Assert.Equal(2, end.ReadOutputAs<int>());
    }

    [Fact]
    public async Task Start_IdOfAnEndedInstance_RunsAgainFromTheBeginning()
    {
        await using var engine = await TestEngine.StartAsync(App());
        await engine.StartInstanceAsync("Echo", 1, "a");
        await engine.EndOfAsync("a");

        await engine.StartInstanceAsync("Echo", 2, "a");
        var end = await engine.EndOfAsync("a");
        var history = await engine.Client.GetOrchestrationHistoryAsync("a", Cancelled);

        Assert.Equal(2, end.ReadOutputAs<int>());
        Assert.Equal(4, history.Count);
    }

    [Fact]
    public async Task Start_DedupeStatuses_DecideForThisStart()
    {
        await using var engine = await TestEngine.StartAsync(App());
        await engine.StartInstanceAsync("Wait", id: "running");
        await engine.StartInstanceAsync("Echo", id: "ended");
        await engine.IdleAsync();

        await engine.Client.ScheduleNewOrchestrationInstanceAsync(
            "Echo", 5, new StartOrchestrationOptions("running").WithDedupeStatuses(OrchestrationRuntimeStatus.Completed), Cancelled);
        var replaced = await engine.EndOfAsync("running");
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => engine.Client.ScheduleNewOrchestrationInstanceAsync(
            "Echo", 5, new StartOrchestrationOptions("ended").WithDedupeStatuses(OrchestrationRuntimeStatus.Completed), Cancelled));
        var invalid = await Assert.ThrowsAsync<ArgumentException>(() => engine.Client.ScheduleNewOrchestrationInstanceAsync(
            "Echo", 5, new StartOrchestrationOptions("ended") { DedupeStatuses = ["Asleep"] }, Cancelled));

        Assert.Equal(5, replaced.ReadOutputAs<int>());
        Assert.Contains("Invalid dedupe status: 'Asleep'", invalid.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_TagsAndVersion_AreKept()
    {
        await using var engine = await TestEngine.StartAsync(new TestApp().Orchestrator("Version", context => Task.FromResult(context.Version)));
        var options = new StartOrchestrationOptions { Tags = new Dictionary<string, string> { ["shop"] = "north" }, Version = new TaskVersion("1.2") };

        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Version", null, options, Cancelled);
        var end = await engine.EndOfAsync(id);

        Assert.Equal("north", end.Tags["shop"]);
        Assert.Equal("1.2", end.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Restart_RunsWithTheSameInputUnderTheSameOrANewId()
    {
        await using var engine = await TestEngine.StartAsync(App());
        await engine.StartInstanceAsync("Echo", 7, "a");
        await engine.EndOfAsync("a");

        var same = await engine.Client.RestartAsync("a", cancellation: Cancelled);
        var other = await engine.Client.RestartAsync("a", restartWithNewInstanceId: true, Cancelled);
        var end = await engine.EndOfAsync(other);

        Assert.Equal("a", same);
        Assert.NotEqual("a", other);
        Assert.Equal(7, end.ReadOutputAs<int>());
    }

    [Fact]
    public async Task Restart_UnknownOrRunning_IsRefused()
    {
        await using var engine = await TestEngine.StartAsync(App());
        await engine.StartInstanceAsync("Wait", id: "a");

        var unknown = await Assert.ThrowsAsync<ArgumentException>(() => engine.Client.RestartAsync("nobody", cancellation: Cancelled));
        var running = await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Client.RestartAsync("a", cancellation: Cancelled));

        Assert.StartsWith("An orchestration with the instanceId nobody was not found.", unknown.Message, StringComparison.Ordinal);
        Assert.Equal("A non-terminal instance with this instance ID already exists.", running.Message);
    }

    [Fact]
    public async Task Start_LargeInputAndOutput_AreKeptWhole()
    {
        await using var engine = await TestEngine.StartAsync(new TestApp().Orchestrator("Echo", context => Task.FromResult(context.GetInput<string>())));
        var large = new string('x', 5 * 1024 * 1024);

        var end = await engine.RunAsync("Echo", large);

        Assert.Equal(large, end.ReadInputAs<string>());
        Assert.Equal(large, end.ReadOutputAs<string>());
    }

    private static TestApp App() => new TestApp()
        .Orchestrator("Echo", context => Task.FromResult(context.GetInput<int>()))
        .Orchestrator("Wait", context => context.WaitForExternalEvent<int>("go", CancellationToken.None));
}
