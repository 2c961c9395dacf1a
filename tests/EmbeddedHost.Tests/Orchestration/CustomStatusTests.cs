using DurableTask.Core;
using Microsoft.DurableTask;

namespace DurableSagas.EmbeddedHost.Tests.Orchestration;

public sealed class CustomStatusTests
{
    [Fact]
    public void CustomStatus_IsTheLastOneSet_AsJson()
    {
        var hub = Scenario.RunMain(
            async context =>
            {
                context.SetCustomStatus("first");
                await context.CallActivityAsync("Work");
                context.SetCustomStatus(new Progress(1, 2));
                return 1;
            },
            functions => functions.Activity("Work"));

        Assert.Equal("""{"done":1,"total":2}""", hub.Main.CustomStatus);
    }

    [Fact]
    public void CustomStatus_SetToNull_IsSet()
    {
        var hub = Scenario.RunMain(context =>
        {
            context.SetCustomStatus("first");
            context.SetCustomStatus(null);
            return Task.FromResult(1);
        });

        Assert.True(hub.Main.LastEpisode!.CustomStatusSet);
        Assert.Null(hub.Main.LastEpisode.CustomStatus);
    }

    [Fact]
    public void CustomStatus_NeverSet_IsNotSet()
    {
        var hub = Scenario.RunMain(_ => Task.FromResult(1));

        Assert.False(hub.Main.LastEpisode!.CustomStatusSet);
    }

    [Fact]
    public void CustomStatus_CannotBeSerialised_FailsTheOrchestration()
    {
        var hub = Scenario.RunMain(async context =>
        {
            context.SetCustomStatus(new Action(() => { }));
            await context.WaitForExternalEvent<int>("Never");
            return 1;
        });

        Assert.Equal(OrchestrationStatus.Failed, hub.Main.Status);
        Assert.Equal("System.NotSupportedException", hub.Main.Completion!.FailureDetails!.ErrorType);
    }

    private sealed record Progress(int Done, int Total);
}
