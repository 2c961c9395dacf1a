using DurableSagas.DurableTask.Sqlite.Tests.Running;
using Microsoft.Extensions.Time.Testing;

namespace DurableSagas.DurableTask.Sqlite.Tests.Crashes;

public sealed class CrashTests
{
    private const int Unbatched = 1;
    private const int Batched = 512;

    public static TheoryData<string, bool, int> Cases() => new(
        from name in Scenario.All.Keys
        from after in (bool[])[false, true]
        from batch in (int[])[Unbatched, Batched]
        select (name, after, batch));

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Crash_AtAnyCommit_EndsAsAnUndisturbedRun(string name, bool after, int batch)
    {
        var undisturbed = await RunAsync(name, long.MaxValue, after, batch);
        Assert.EndsWith("\n0 rows of no instance", undisturbed.End, StringComparison.Ordinal);
        for (var commit = 1L; ; commit++)
        {
            var disturbed = await RunAsync(name, commit, after, batch);
            Assert.True(undisturbed.End == disturbed.End, $"Crash at commit {commit}. Undisturbed:\n{undisturbed.End}\n\nDisturbed:\n{disturbed.End}");
            if (!disturbed.Crashed)
            {
                Assert.InRange(commit, 4, 100);
                return;
            }
        }
    }

    // After a crash a new service goes on with the files as the crash left them, not as a service that stops leaves them.
    private static async Task<(string End, bool Crashed)> RunAsync(string name, long crashAt, bool after, int batch)
    {
        using var file = new TempHub();
        using var left = new TempHub();
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var diedAt = time.GetUtcNow();
        var gate = new CrashGate(crashAt, after, () =>
        {
            file.CopyTo(left);
            diedAt = time.GetUtcNow();
        });
        var scenario = Scenario.All[name]();
        var app = scenario.App();
        var steps = new Queue<Step>(scenario.Steps);
        await using (var first = await TestHub.StartAsync(app, file.Options with { MaxBatch = batch }, gate, time))
        {
            if (await Caller.TryTakeAsync(steps, first, gate.Crash))
            {
                return (await Ending.DescribeAsync(first, app, file), false);
            }
        }

        await using var second = await TestHub.StartAsync(app, left.Options, time: new FakeTimeProvider(diedAt));
        Assert.True(await Caller.TryTakeAsync(steps, second, new TaskCompletionSource().Task));
        return (await Ending.DescribeAsync(second, app, left), true);
    }
}
