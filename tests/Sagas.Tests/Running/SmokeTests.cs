using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Testing.Faults;
using static DurableSagas.Sagas.Tests.Letters;

namespace DurableSagas.Sagas.Tests.Running;

public sealed class SmokeTests
{
    private static readonly SagaDefinition<Order> _line = Saga.For<Order>("line")
        .Step<A>().CompensateWith<UndoA>()
        .Step<B>().CompensateWith<UndoB>()
        .Pivot<C>().CompensateWith<UndoC>()
        .Retriable<D>()
        .Build();

    [Fact]
    public async Task Run_NothingFails_CompletesInOrder()
    {
        await using var host = await Hosts.StartAsync();

        var outcome = await host.RunAsync(_line, new Order(), "order-1");

        Assert.Equal(SagaStatus.Completed, outcome.Status);
        Assert.Equal(["A", "B", "C", "D"], host.ActivityCalls);
        Assert.Equal(SagaStatus.Completed, host.View("order-1").Status);
    }

    [Fact]
    public async Task Run_StepRefused_CompensatesInReverse()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<B>(Fault.Refuses("no"));

        var outcome = await host.RunAsync(_line, new Order(), "order-1");

        Assert.Equal(SagaStatus.Compensated, outcome.Status);
        Assert.Equal(["A", "B", "UndoA"], host.ActivityCalls);
    }

    [Fact]
    public async Task Run_Hangs_TimesOutInVirtualTime()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<B>(Fault.Hangs());

        var outcome = await host.RunAsync(_line, new Order(), "order-1");

        Assert.Equal(SagaStatus.Compensated, outcome.Status);
        Assert.Equal(["A", "B", "B", "B", "UndoB", "UndoA"], host.ActivityCalls);
        Assert.True(host.Time.GetUtcNow() > new DateTimeOffset(2026, 1, 1, 0, 1, 30, TimeSpan.Zero));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_CrashAtEachCommit_Completes(bool after)
    {
        for (var commit = 1; ; commit++)
        {
            await using var host = await Hosts.StartAsync();
            if (after)
            {
                host.Faults.CrashAfterCommit(commit);
            }
            else
            {
                host.Faults.CrashBeforeCommit(commit);
            }

            var outcome = await host.RunAsync(_line, new Order(), "order-1");

            Assert.Equal(SagaStatus.Completed, outcome.Status);
            if (host.Crashes == 0)
            {
                TestContext.Current.TestOutputHelper!.WriteLine($"{commit}");
                break;
            }
        }
    }

    [Fact]
    public async Task History_ReplaysAgainstTheSameCode()
    {
        await using var host = await Hosts.StartAsync();
        await host.RunAsync(_line, new Order(), "order-1");

        var history = await host.HistoryOfAsync("order-1");

        host.Replay(history);
        TestContext.Current.TestOutputHelper!.WriteLine(history.ToJson());
    }
}
