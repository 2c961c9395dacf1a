using System.Text.Json;
using DurableSagas.LocalHost.Tests.Apps.Hosting;

namespace DurableSagas.LocalHost.Tests.Apps.Durable;

/// <summary>What an orchestration can do, through Microsoft's worker and extension.</summary>
public sealed class OrchestrationTests(SharedSampleHost shared, Storage storage)
{
    [Fact]
    public async Task Sequence_OfActivities_RunsInOrderEachOnce()
    {
        var (host, id) = await NewAsync("sequence");

        var ended = await host.RunAsync("Sequence", id);

        Assert.Equal(("\"ABC\"", """{"saying":"c"}"""), (ended.Output, ended.CustomStatus));
        Assert.Equal(["a", "b", "c"], await host.JournalAsync(id));
    }

    [Fact]
    public async Task FanOut_OfThirtyActivities_CollectsThemAll()
    {
        var (host, id) = await NewAsync("fan");

        var ended = await host.RunAsync("FanOut", id, "30");

        Assert.Equal("30", ended.Output);
        Assert.Equal(30, (await host.JournalAsync(id)).Distinct().Count());
    }

    [Fact]
    public async Task SubOrchestrations_ThreeDeep_ReturnWhatTheyFound()
    {
        var (host, id) = await NewAsync("parent");

        var ended = await host.RunAsync("Parent", id, "2");

        Assert.Equal("\"ABC12\"", ended.Output);
    }

    [Fact]
    public async Task ContinueAsNew_FiveTimes_EndsWithTheLastGeneration()
    {
        var (host, id) = await NewAsync("generations");

        // Its Completed is that of the last generation only when that has spoken.
        await host.StartAsync("Generations", id, "5");
        await host.JournalAsync(id, entries => entries.Contains("0"));
        var ended = await host.UntilAsync(id, "Completed");

        Assert.Equal("\"last generation\"", ended.Output);
        Assert.Equal(["5", "4", "3", "2", "1", "0"], await host.JournalAsync(id));
    }

    [Fact]
    public async Task Timer_OfTheHub_IsDueWhenItWasAskedFor()
    {
        var (host, id) = await NewAsync("timer");

        var ended = await host.RunAsync("WaitForTime", id, "1500");

        Assert.Equal("\"due\"", ended.Output);
    }

    [Fact]
    public async Task Events_EarlyAndLate_AreEachGivenToWhoWaitsForThem()
    {
        var (host, id) = await NewAsync("events");
        await host.StartAsync("WaitForEvents", id);
        await host.UntilAsync(id, "Running");

        await host.PostAsync($"instances/{id}/raise/Second", "\"b\"");
        await host.PostAsync($"instances/{id}/raise/First", "\"a\"");
        await host.PostAsync($"instances/{id}/raise/First", "\"c\"");

        Assert.Equal("\"abc\"", (await host.UntilAsync(id, "Completed")).Output);
        await host.Process.SaysAsync($"{id} heard a", TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task EventWithTimeout_NoAnswer_GoesOnWithoutOne()
    {
        var (host, id) = await NewAsync("timeout");

        var ended = await host.RunAsync("WaitForEventOrTime", id, "500");

        Assert.Equal("\"no answer\"", ended.Output);
    }

    [Fact]
    public async Task EventWithTimeout_AnAnswerInTime_IsTaken()
    {
        var (host, id) = await NewAsync("answer");
        await host.StartAsync("WaitForEventOrTime", id, "600000");

        await host.PostAsync($"instances/{id}/raise/Answer", "\"yes\"");

        Assert.Equal("\"yes\"", (await host.UntilAsync(id, "Completed")).Output);
    }

    [Fact]
    public async Task Retries_OfTheEngine_GoOnUntilItWorks()
    {
        var (host, id) = await NewAsync("retry");
        await host.StartAsync("Retry", id, "1000");

        await host.JournalAsync(id, entries => entries.Count >= 2);
        await host.RaiseAsync($"{id}-retried");

        Assert.Equal("\"RETRIED\"", (await host.UntilAsync(id, "Completed")).Output);
    }

    [Fact]
    public async Task Activity_ThatThrows_FailsTheOrchestrationWithItsMessage()
    {
        var (host, id) = await NewAsync("failed");

        var ended = await host.RunAsync("Mended", id, status: "Failed");

        Assert.Contains("'broken' is not mended.", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entity_SignalledAndCalled_CountsEachSignalOnce()
    {
        var (host, id) = await NewAsync("entity");

        var ended = await host.RunAsync("CountTo", id, "3");

        Assert.Equal("3", ended.Output);
    }

    [Fact]
    public async Task Entity_OfAClient_IsSignalledAndRead()
    {
        var (host, key) = await NewAsync("counter");

        await host.PostAsync($"counters/{key}/5");
        await host.PostAsync($"counters/{key}/2");

        await Poll.UntilAsync("7", () => host.GetAsync($"counters/{key}"), answer => answer.Text == "7", TestContext.Current.CancellationToken);
    }

    // As in Azure: on its way through the extension, a number with a point or an exponent becomes a double.
    [Fact]
    public async Task Document_WhereverItCrosses_ArrivesAsInAzure()
    {
        var (host, id) = await NewAsync("cross");
        const string Document = """{"money":20.00,"big":123456789012345678,"date":"2026-11-29T20:57:26.66+00:00","text":"ä\u0000","deep":[[[1]]]}""";
        await host.StartAsync("Cross", id, Document);
        await host.UntilAsync(id, "Running");

        await host.PostAsync($"instances/{id}/raise/Document", Document);

        var ended = await host.UntilAsync(id, "Completed");
        var crossing = JsonElement.Parse(ended.Output!);
        Assert.Equal("20.0", Member(crossing, "activityInput", "money").GetRawText());
        Assert.Equal("20.0", Member(crossing, "result", "money").GetRawText());
        Assert.All(["input", "activityInput", "result", "event", "childInput", "childOutput"], place =>
        {
            Assert.Equal("123456789012345678", Member(crossing, place, "big").GetRawText());
            Assert.Equal("2026-11-29T20:57:26.66+00:00", Member(crossing, place, "date").GetString());
            Assert.Equal("ä\u0000", Member(crossing, place, "text").GetString());
        });
    }

    private async Task<(SampleHost Host, string Id)> NewAsync(string name) => (await shared.StartAsync(storage), SharedSampleHost.NewId(name));

    private static JsonElement Member(JsonElement crossing, string place, string name) => JsonElement.Parse(crossing.GetProperty(place).GetString()!).GetProperty(name);
}
