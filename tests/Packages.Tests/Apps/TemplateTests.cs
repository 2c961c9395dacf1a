using System.Text.Json.Nodes;
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

        var outcome = await StartAsync("buying?wait=30", """{"item":"apple","customer":"ann","price":2.50}""");

        Assert.Matches("""^\{"id":"[0-9a-f]{32}","status":"Completed","step":null,"reason":null,"undone":\[\]\}$""", outcome);
        Assert.Equal("""{"item":"apple","pieces":2}""", await GetAsync("api/shelves/apple"));
        Assert.Equal("""{"customer":"ann","balance":7.50}""", await GetAsync("api/wallets/ann"));
    }

    [Fact]
    public async Task App_ASagaOfTheAuthors_WaitsForAClerkAndHasAResult()
    {
        var outcome = JsonNode.Parse(await AnsweredAsync("signing-up", """{"customer":"ann","number":"555-1"}""", "ClerkApproval", """{"approved":true,"by":"joe"}"""))!;

        Assert.Equal("Completed", (string?)outcome["status"]);
        Assert.Equal("""{"account":"account of ann","number":"555-1","approvedBy":"joe"}""", outcome["result"]?.ToJsonString());
    }

    [Fact]
    public async Task App_ASagaThatTheClerkRefuses_IsUndoneWithItsSubSaga()
    {
        var outcome = JsonNode.Parse(await AnsweredAsync("signing-up", """{"customer":"bob","number":"555-2"}""", "ClerkApproval", """{"approved":false,"by":"joe"}"""))!;

        Assert.Equal(("Compensated", "ClerkApproval", "joe said no."), ((string?)outcome["status"], (string?)outcome["step"], (string?)outcome["reason"]));
        Assert.Equal(["ReserveNumber", "account-opening/CreateAccount"], outcome["undone"]!.AsArray().Select(step => (string?)step).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task App_ADocumentOfTheAuthors_AsksTheClerkAndRunsASagaOfTheCode()
    {
        await PutAsync(
            "api/definitions/account-by-clerk",
            """
            { "protocol": "saga", "name": "account-by-clerk", "version": 1, "parameters": { "customer": { "type": "string" } },
              "steps": [
                { "name": "ClerkApproval", "kind": "Approval", "within": "PT8H" },
                { "name": "account", "kind": "SubSaga", "saga": "account-opening", "request": { "id": { "$parameter": "customer" } } } ] }
            """);

        var outcome = JsonNode.Parse(await AnsweredAsync("account-by-clerk", """{"customer":"eve"}""", "ClerkApproval", """{"approved":true,"by":"joe"}"""))!;

        Assert.Equal("Completed", (string?)outcome["status"]);
    }

    [Fact]
    public async Task App_SagaMadeByDotNetNew_CanBeStarted()
    {
        var definitions = JsonNode.Parse(await GetAsync("api/definitions"))!.AsArray().Select(definition => $"{definition!["name"]} {definition["version"]}");

        Assert.Superset(new HashSet<string>(["account-opening 1", "buying 1", "signing-up 1", "signing-up 2"]), definitions.ToHashSet());
    }

    [Fact]
    public async Task App_WithMistakes_DoesNotStartAndTellsThemAllAtOnce()
    {
        var printed = await Assert.ThrowsAsync<InvalidOperationException>(() => app.RunWithAsync("Mistakes", Token));

        Assert.EndsWith(
            """
            The app cannot start; it has 8 fault(s):
            - MistypedSaga: Activity 'TakeItem' takes StepCall<BuyItem>, but a saga of SignUp calls it with StepCall<SignUp>.
            - MistypedSaga: Activity 'PutItemBack' takes StepCall<BuyItem>, but a saga of SignUp calls it with StepCall<SignUp>.
            - MistypedSaga: Step 'ReserveNumber' has two compensations; one undoes it whole.
            - HastySaga: Step 'ClerkApproval' is an approval, which is asked once: leave out its Attempts.
            - HastySaga: Approval 'ClerkApproval' waits 3.00:00:00, but the saga has 1.00:00:00 to pass its pivot; let it wait less, or give the saga more time.
            - HastySaga: Compensable step 'ReserveNumber' may run after or beside the pivot 'ActivateNumber'; it must come before it. Add `.After("ClerkApproval").After<ReserveNumber>()` to 'ActivateNumber'.
            - Saga 'orphan' (OrphanSaga) has no orchestrator: expected a class 'Market.Mistakes.OrphanOrchestrator' with a function named after it.
            - 'SendLetter' cannot be constructed: no service is registered for 'IPostOffice'. Register it in a class of the app that implements IWorkflowServices.
            """.ReplaceLineEndings("\n"),
            printed.Message.TrimEnd(),
            StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", printed.Message, StringComparison.Ordinal);
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

    // The same key is the same saga: the second start waits for the end of what the first one began.
    private async Task<string> AnsweredAsync(string saga, string body, string step, string answer)
    {
        var key = Guid.NewGuid().ToString("N");
        var begun = JsonNode.Parse(await StartAsync($"{saga}?wait=0", body, key))!;
        using (var content = new StringContent(answer))
        using (var taken = await app.Http.PostAsync(new Uri($"api/sagas/{begun["id"]}/events/{step}", UriKind.Relative), content, Token))
        {
            taken.EnsureSuccessStatusCode();
        }

        return await StartAsync($"{saga}?wait=30", body, key);
    }

    private async Task<string> StartAsync(string saga, string body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"api/sagas/{saga}", UriKind.Relative)) { Content = new StringContent(body) };
        request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString("N"));
        using var answer = await app.Http.SendAsync(request, Token);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync(Token);
    }
}
