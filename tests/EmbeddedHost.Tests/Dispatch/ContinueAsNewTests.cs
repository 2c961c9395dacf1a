using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableSagas.EmbeddedHost.Tests.Dispatch;

public sealed class ContinueAsNewTests
{
    [Fact]
    public async Task ContinueAsNew_ManyTimes_KeepsTheIdAndAShortHistory()
    {
        var app = new TestApp()
            .Orchestrator("Count", async context =>
            {
                var number = await context.CallActivityAsync<int>("Add", context.GetInput<int>());
                if (number < 20)
                {
                    context.ContinueAsNew(number);
                }

                return number;
            })
            .Activity<int>("Add", number => number + 1);
        await using var engine = await TestEngine.StartAsync(app);

        var end = await engine.RunAsync("Count", 0);
        var history = await engine.Client.GetOrchestrationHistoryAsync(end.InstanceId, TestContext.Current.CancellationToken);

        Assert.Equal(20, end.ReadOutputAs<int>());
        Assert.Equal(19, end.ReadInputAs<int>());
        Assert.Equal(8, history.Count);
    }

    [Fact]
    public async Task ContinueAsNew_EventsThatNobodyTookYet_AreTakenInTheNextExecutions()
    {
        var app = new TestApp().Orchestrator("Collect", async context =>
        {
            var collected = context.GetInput<string>() + await context.WaitForExternalEvent<string>("letter", CancellationToken.None);
            if (collected.Length < 4)
            {
                context.ContinueAsNew(collected);
            }

            return collected;
        });
        await using var engine = await TestEngine.StartAsync(app);
        var id = await engine.StartInstanceAsync("Collect", string.Empty);

        foreach (var letter in (string[])["s", "a", "g", "a"])
        {
            await engine.Client.RaiseEventAsync(id, "letter", letter, TestContext.Current.CancellationToken);
        }

        var end = await engine.EndOfAsync(id);

        Assert.Equal("saga", end.ReadOutputAs<string>());
    }
}
