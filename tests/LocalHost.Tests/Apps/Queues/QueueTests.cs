using System.Net;
using DurableSagas.LocalHost.Tests.Apps.Hosting;

namespace DurableSagas.LocalHost.Tests.Apps.Queues;

public sealed class QueueTests(SharedSampleHost shared, Storage storage)
{
    [Fact]
    public async Task Message_OfAnHttpFunction_IsWorkedOffAndItsOutputTravelsOn()
    {
        var host = await shared.StartAsync(storage);
        var word = SharedSampleHost.NewId("hello ä");

        (await host.PostAsync("queue", word)).Expect(HttpStatusCode.Accepted);

        await host.JournalAsync("done", entries => entries.Contains($"did {word}"));
        Assert.Single(await host.JournalAsync("work"), $"{word} #1");
    }

    [Fact]
    public async Task Messages_Many_AreEachWorkedOffOnce()
    {
        var host = await shared.StartAsync(storage);
        var words = Enumerable.Range(0, 40).Select(_ => SharedSampleHost.NewId("many")).ToList();

        (await host.PostAsync("queue", string.Join('\n', words))).Expect(HttpStatusCode.Accepted);

        var done = await host.JournalAsync("done", entries => words.TrueForAll(word => entries.Contains($"did {word}")));
        Assert.Equal(words.Order(), done.Select(entry => entry["did ".Length..]).Where(words.Contains).Order());
    }

    [Fact]
    public async Task Message_ThatAlwaysFails_IsDeliveredAsOftenAsHostJsonSaysThenPoisoned()
    {
        var host = await shared.StartAsync(storage);
        var word = $"fail:{SharedSampleHost.NewId("poison")}";

        (await host.PostAsync("queue", word)).Expect(HttpStatusCode.Accepted);

        await host.JournalAsync("poisoned", entries => entries.Contains(word));
        Assert.Equal([$"{word} #1", $"{word} #2", $"{word} #3"], (await host.JournalAsync("work")).Where(entry => entry.StartsWith(word, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Message_OfJson_IsBoundWithItsMetadata()
    {
        var host = await shared.StartAsync(storage);
        var name = SharedSampleHost.NewId("parcel");

        var answer = await host.Client.PostAsync("admin/functions/SendParcel", $$"""{"input":"{\"name\":\"{{name}}\",\"weight\":2}"}""");

        answer.Expect(HttpStatusCode.Accepted);
        await host.JournalAsync("parcels", entries => entries.Contains($"{name} 3 #1 with id"));
    }
}
