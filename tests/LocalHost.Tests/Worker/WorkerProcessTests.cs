using System.Diagnostics;
using DurableSagas.LocalHost.Worker.Launching;

namespace DurableSagas.LocalHost.Tests.Worker;

public sealed class WorkerProcessTests
{
    private const string LastWords = "why it ended";

    [Fact]
    public async Task Process_ThatHasEndedByItself_IsHeardToItsLastLine()
    {
        using var isGone = new ManualResetEventSlim();
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var start = new ProcessStartInfo("sh", ["-c", $"echo first >&2; echo '{LastWords}' >&2"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        var worker = WorkerProcess.Start(start, Hear);
        await worker.Exited.WaitAsync(TestContext.Current.CancellationToken);

        var disposing = worker.DisposeAsync();
        isGone.Set();
        await disposing;

        Assert.True(heard.Task.IsCompleted, "Its last line was not heard.");

        // A reader that is behind: the process is gone before its first line has been taken.
        void Hear(string line)
        {
            isGone.Wait(TestContext.Current.CancellationToken);
            if (line == LastWords)
            {
                heard.TrySetResult();
            }
        }
    }
}
