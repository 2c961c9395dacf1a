using DurableTask.Core;
using DurableTask.Core.History;

namespace DurableSagas.DurableTask.Sqlite.Tests.Running;

public sealed class RewindTests
{
    private readonly HashSet<string> _broken = [];

    [Fact]
    public async Task Rewound_AfterItsActivityIsMended_CallsThatOneAgainAndNoOther()
    {
        var app = Work().Orchestrator("Order", async (run, _) => await run.CallAsync("Work", "pay") + await run.CallAsync("Work", "ship"));
        await using var hub = await TestHub.StartAsync(app);
        _broken.Add("ship");
        var failed = await hub.RunAsync("Order", id: "order");

        _broken.Clear();
        await hub.Service.RewindTaskOrchestrationAsync("order", "mended");
        var ended = await hub.EndAsync("order");

        Assert.Equal(OrchestrationStatus.Failed, failed.OrchestrationStatus);
        Assert.Equal("payship", TestHub.Text(ended.Output));
        Assert.Equal(["Work(pay)", "Work(ship)", "Work(ship)"], app.Calls);
        Assert.Equal("mended", Assert.Single((await hub.HistoryAsync("order")).OfType<ExecutionRewoundEvent>()).Reason);
        Assert.NotEqual(failed.OrchestrationInstance.ExecutionId, ended.OrchestrationInstance.ExecutionId);
    }

    [Fact]
    public async Task Rewound_TwiceInARow_TriesOnceEachTime()
    {
        var app = Work().Orchestrator("Order", (run, _) => run.CallAsync("Work", "pay"));
        await using var hub = await TestHub.StartAsync(app);
        _broken.Add("pay");
        await hub.RunAsync("Order", id: "order");

        await hub.Service.RewindTaskOrchestrationAsync("order", "hope");
        var second = await hub.UntilAsync("order", _ => app.Calls.Count == 2 && hub.FindAsync("order").Result!.OrchestrationStatus == OrchestrationStatus.Failed);
        _broken.Clear();
        await hub.Service.RewindTaskOrchestrationAsync("order", "mended");
        var ended = await hub.EndAsync("order");

        Assert.NotNull(second);
        Assert.Equal("pay", TestHub.Text(ended.Output));
        Assert.Equal(3, app.Calls.Count);
    }

    [Fact]
    public async Task Rewound_ByFourAtOnce_TriesOnce()
    {
        var app = Work().Orchestrator("Order", (run, _) => run.CallAsync("Work", "pay"));
        await using var hub = await TestHub.StartAsync(app);
        _broken.Add("pay");
        await hub.RunAsync("Order", id: "order");
        _broken.Clear();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => hub.Service.RewindTaskOrchestrationAsync("order", "mended")));
        await hub.EndAsync("order");

        Assert.Equal(2, app.Calls.Count);
        Assert.Single((await hub.HistoryAsync("order")).OfType<ExecutionRewoundEvent>());
    }

    [Fact]
    public async Task Rewound_WithAFailedChildThreeLevelsDeep_CompletesAllOfThem()
    {
        var app = Work()
            .Orchestrator("A", async (run, _) => "a" + await run.ChildAsync("B", "b"))
            .Orchestrator("B", async (run, _) => "b" + await run.ChildAsync("C", "c"))
            .Orchestrator("C", async (run, _) => "c" + await run.CallAsync("Work", "leaf"));
        await using var hub = await TestHub.StartAsync(app);
        _broken.Add("leaf");
        await hub.RunAsync("A", id: "a");
        _broken.Clear();

        await hub.Service.RewindTaskOrchestrationAsync("a", "mended");
        var ended = await hub.EndAsync("a");

        Assert.Equal("abcleaf", TestHub.Text(ended.Output));
        Assert.Equal(OrchestrationStatus.Completed, (await hub.FindAsync("b"))!.OrchestrationStatus);
        Assert.Equal(OrchestrationStatus.Completed, (await hub.FindAsync("c"))!.OrchestrationStatus);
        Assert.Equal(["Work(leaf)", "Work(leaf)"], app.Calls);
    }

    [Fact]
    public async Task Rewound_WithTwoFailedBranches_CallsBothAgain()
    {
        var app = Work().Orchestrator("Fork", async (run, _) =>
            string.Concat(await Task.WhenAll(run.CallAsync("Work", "left"), run.CallAsync("Work", "right"), run.CallAsync("Work", "middle"))));
        await using var hub = await TestHub.StartAsync(app);
        _broken.UnionWith(["left", "right"]);
        await hub.RunAsync("Fork", id: "fork");
        _broken.Clear();

        await hub.Service.RewindTaskOrchestrationAsync("fork", "mended");
        var ended = await hub.EndAsync("fork");

        Assert.Equal("leftrightmiddle", TestHub.Text(ended.Output));
        Assert.Equal(["Work(left)", "Work(left)", "Work(middle)", "Work(right)", "Work(right)"], app.Calls.Order());
    }

    [Theory]
    [InlineData("done", OrchestrationStatus.Completed)]
    [InlineData("waiting", OrchestrationStatus.Running)]
    [InlineData("nobody", null)]
    public async Task Rewound_WhatHasNotFailed_StaysAsItIs(string id, OrchestrationStatus? status)
    {
        var app = Work().Orchestrator("Done", (_, input) => Task.FromResult(input)).Orchestrator("Wait", (run, _) => run.EventAsync("go"));
        await using var hub = await TestHub.StartAsync(app);
        await hub.RunAsync("Done", id: "done");
        await hub.StartInstanceAsync("Wait", id: "waiting");
        await hub.UntilAsync("waiting", OrchestrationStatus.Running);

        await hub.Service.RewindTaskOrchestrationAsync(id, "why not");
        await hub.RunAsync("Done");

        Assert.Equal(status, (await hub.FindAsync(id))?.OrchestrationStatus);
        Assert.Empty((await hub.HistoryAsync(id)).OfType<ExecutionRewoundEvent>());
    }

    [Fact]
    public async Task Rewound_WhileNobodyWorks_IsPendingAndGoesOnAfterTheStart()
    {
        using var file = new TempHub();
        var app = Work().Orchestrator("Order", (run, _) => run.CallAsync("Work", "pay"));
        _broken.Add("pay");
        await using (var first = await TestHub.StartAsync(app, file.Options))
        {
            await first.RunAsync("Order", id: "order");
            await first.StopWorkerAsync();
            await first.Service.RewindTaskOrchestrationAsync("order", "mended");

            Assert.Equal(OrchestrationStatus.Pending, (await first.FindAsync("order"))!.OrchestrationStatus);
        }

        _broken.Clear();
        await using var second = await TestHub.StartAsync(app, file.Options);
        var ended = await second.EndAsync("order");

        Assert.Equal("pay", TestHub.Text(ended.Output));
        Assert.Equal(2, app.Calls.Count);
    }

    [Fact]
    public async Task Rewound_EventsThatCameWhileItWasPending_AreTakenUp()
    {
        var app = Work().Orchestrator("Order", async (run, _) => await run.CallAsync("Work", "pay") + await run.EventAsync("go"));
        await using var hub = await TestHub.StartAsync(app);
        _broken.Add("pay");
        await hub.RunAsync("Order", id: "order");
        _broken.Clear();
        await hub.StopWorkerAsync();
        await hub.Service.RewindTaskOrchestrationAsync("order", "mended");
        await hub.RaiseAsync("order", "go", "!");

        await hub.StartWorkerAsync();
        var ended = await hub.EndAsync("order");

        Assert.Equal("pay!", TestHub.Text(ended.Output));
    }

    [Theory]
    [InlineData(true, "Instance 'child' cannot be rewound with its parent: it was purged.")]
    [InlineData(false, null)]
    public async Task Rewound_WithAChildThatIsNotThereOrCompletedAlone_IsToldSo(bool purged, string? failure)
    {
        var app = Work()
            .Orchestrator("Parent", (run, _) => run.ChildAsync("Child", "child"))
            .Orchestrator("Child", (run, _) => run.CallAsync("Work", "leaf"));
        await using var hub = await TestHub.StartAsync(app);
        _broken.Add("leaf");
        await hub.RunAsync("Parent", id: "parent");
        _broken.Clear();
        if (purged)
        {
            await hub.Service.PurgeInstanceStateAsync("child");
        }
        else
        {
            await hub.Service.RewindTaskOrchestrationAsync("child", "alone");
            await hub.EndAsync("child");
        }

        await hub.Service.RewindTaskOrchestrationAsync("parent", "mended");
        var ended = await hub.EndAsync("parent");

        Assert.Equal(failure is null ? OrchestrationStatus.Completed : OrchestrationStatus.Failed, ended.OrchestrationStatus);
        Assert.Contains(failure ?? "leaf", ended.Output, StringComparison.Ordinal);
    }

    private TestApp Work() => new TestApp().Activity("Work", input => _broken.Contains(input) ? throw new InvalidOperationException($"{input} is broken") : input);
}
