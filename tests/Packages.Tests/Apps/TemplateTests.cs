using DurableSagas.Packages.Tests.Packing;

namespace DurableSagas.Packages.Tests.Apps;

public sealed class TemplateTests(NewApp app) : IClassFixture<NewApp>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task App_ItsOwnSaga_Completes()
    {
        await PutAsync("api/shelves/apple", """{"pieces":3}""");
        await PutAsync("api/wallets/ann", """{"balance":10.00}""");

        var outcome = await StartAsync("buying", """{"item":"apple","customer":"ann","price":2.50}""");

        Assert.Equal("""{"status":"Completed","step":null,"reason":null,"undone":[]}""", outcome);
        Assert.Equal("""{"item":"apple","pieces":2}""", await GetAsync("api/shelves/apple"));
        Assert.Equal("""{"customer":"ann","balance":7.50}""", await GetAsync("api/wallets/ann"));
    }

    [Fact]
    public async Task App_ASecondSagaAddedByTheFiveSteps_Compensates()
    {
        await PutAsync("api/shelves/pear", """{"pieces":3}""");

        var outcome = await StartAsync("gifting", """{"item":"pear","to":"nobody"}""");

        Assert.Equal("""{"status":"Compensated","step":"DeliverGift","reason":"Nobody lives at 'nobody'.","undone":["WrapGift"]}""", outcome);
        Assert.Equal("""{"item":"pear","pieces":3}""", await GetAsync("api/shelves/pear"));
    }

    [Fact]
    public async Task App_ItsOwnTests_Pass()
    {
        var printed = await DotNet.RunAsync(app.Folder, Token, "test");

        Assert.Matches(@"Passed!\s+- Failed:\s+0, Passed:\s+[1-9]\d*, Skipped:\s+0", printed);
    }

    [Fact]
    public async Task App_Published_IsAFolderForAzure()
    {
        await DotNet.RunAsync(app.Folder, Token, "publish", "-c", "Release", "-o", "published", "-v", "q");

        var published = Directory.EnumerateFiles(Path.Combine(app.Folder, "published")).Select(Path.GetFileName).ToHashSet();
        Assert.Superset(new HashSet<string?>(["host.json", "worker.config.json", "functions.metadata", "Market.dll", "DurableSagas.SagaFunctions.dll"]), published);
        Assert.DoesNotContain(published, file => file!.StartsWith("local.settings", StringComparison.Ordinal));
    }

    private Task<string> GetAsync(string path) => app.Http.GetStringAsync(new Uri(path, UriKind.Relative), Token);

    private async Task PutAsync(string path, string body)
    {
        using var content = new StringContent(body);
        using var answer = await app.Http.PutAsync(new Uri(path, UriKind.Relative), content, Token);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<string> StartAsync(string saga, string body)
    {
        using var content = new StringContent(body);
        using var answer = await app.Http.PostAsync(new Uri($"api/sagas/{saga}?wait=30", UriKind.Relative), content, Token);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync(Token);
    }
}
