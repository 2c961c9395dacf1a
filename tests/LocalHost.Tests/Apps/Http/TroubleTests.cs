using System.Net;
using DurableSagas.LocalHost.Tests.Apps.Hosting;

namespace DurableSagas.LocalHost.Tests.Apps.Http;

public sealed class TroubleTests(SharedSampleHost shared, Storage storage)
{
    [Fact]
    public async Task Function_ThatThrows_IsA500AndTheNextRequestIsServed()
    {
        var host = await shared.StartAsync(storage);

        var answer = await host.GetAsync("throw");

        answer.Expect(HttpStatusCode.InternalServerError);
        Assert.DoesNotContain("Thrown for", answer.Text, StringComparison.Ordinal);
        (await host.GetAsync("open")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Caller_WhoGoesAway_CancelsTheFunction()
    {
        var host = await shared.StartAsync(storage);
        var name = SharedSampleHost.NewId("left");
        using var leave = new CancellationTokenSource();

        var request = host.Client.OpenAsync($"{SampleHost.Prefix}/slow/{name}", leave.Token);
        await host.JournalAsync(name, entries => entries.Contains("started"));
        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        Assert.Equal(["started", "cancelled"], await host.JournalAsync(name, entries => entries.Count == 2));
    }

    [Fact]
    public async Task Functions_ThatWait_DoNotHoldOthersUp()
    {
        var host = await shared.StartAsync(storage);
        var names = Enumerable.Range(0, 20).Select(_ => SharedSampleHost.NewId("slow")).ToList();

        var slow = names.Select(name => host.GetAsync($"slow/{name}")).ToList();
        foreach (var name in names)
        {
            await host.JournalAsync(name, entries => entries.Count == 1);
            await host.RaiseAsync(name);
        }

        Assert.All(await Task.WhenAll(slow), answer => answer.Expect(HttpStatusCode.OK));
    }

    [Fact]
    public async Task Settings_OfTheSampleFile_ReachTheWorker()
    {
        var host = await shared.StartAsync(storage);

        var answer = await host.GetAsync("settings/SAMPLE_GREETING");

        Assert.Equal("from the sample settings", answer.Expect(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task Log_OfInvocations_IsALineEachAtInformationAndTheWorkersOwn()
    {
        var host = await shared.StartAsync(storage);
        var word = SharedSampleHost.NewId("word");

        await host.GetAsync($"loud/{word}");
        await host.GetAsync("quiet");
        await host.GetAsync($"loud/{word}-again");

        await host.Process.SaysAsync($"Loud: {word}-again", TestContext.Current.CancellationToken);
        Assert.Contains("Executed 'Functions.Loud' (Succeeded", host.Process.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("Whispered", host.Process.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("Executed 'Functions.Quiet'", host.Process.Log, StringComparison.Ordinal);
    }
}
