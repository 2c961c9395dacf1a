using System.Net;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;
using DurableSagas.LocalHost.Azurite;

namespace DurableSagas.EndToEnd.Tests.Security;

[Trait("Hub", "Core")]
public sealed class RoleTests(KeyedApp keyed) : IClassFixture<KeyedApp>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LocalFact]
    public async Task Functions_WithoutAKey_AreClosedButForHealth()
    {
        using var anyone = keyed.Anyone;
        using var caller = keyed.Caller;

        Assert.Equal(HttpStatusCode.OK, (await anyone.GetAsync("api/health")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await anyone.GetAsync("api/sagas")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await anyone.PostAsync(Shop.Sagas, "{}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await caller.GetAsync("api/sagas")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await anyone.GetAsync("runtime/webhooks/durabletask/instances")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await caller.GetAsync("runtime/webhooks/durabletask/instances")).Status);
    }

    [LocalFact]
    public async Task Cancel_OfAnothersSaga_NeedsTheKeyOfItsStartOrAnOperator()
    {
        using var caller = keyed.Caller;
        using var forged = keyed.InRole("Reader");
        var key = Shop.NewId("key");
        var cancel = $"api/sagas/{(await HangingAsync(caller, key)).Id}/cancel";

        var refused = await caller.PostAsync(cancel);
        var wrong = await caller.PostAsync(cancel, idempotencyKey: key + "x");
        var reader = await forged.PostAsync(cancel);
        var owner = await caller.PostAsync(cancel, idempotencyKey: key);

        Assert.Equal([HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.Accepted], [refused.Status, wrong.Status, reader.Status, owner.Status]);
        Assert.Contains("x-operator-key", refused.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [LocalFact]
    public async Task Cancel_ByAnOperator_NeedsNoKeyOfTheStart()
    {
        using var caller = keyed.Caller;
        using var keyHolder = keyed.Operator;
        using var signedIn = keyed.InRole("Operator");

        var byKey = await keyHolder.PostAsync($"api/sagas/{(await HangingAsync(caller)).Id}/cancel");
        var byRole = await signedIn.PostAsync($"api/sagas/{(await HangingAsync(caller)).Id}/cancel");

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (byKey.Status, byRole.Status));
    }

    [LocalFact]
    public async Task Definition_IsStoredByAnOperatorAlone()
    {
        using var caller = keyed.Caller;
        using var keyHolder = keyed.Operator;
        const string document = """{"protocol":"saga","name":"asked","version":1,"steps":[{"name":"Approve","kind":"Approval","within":"PT1H"}]}""";

        var refused = await caller.PutAsync("api/definitions/asked", document);
        var absent = await caller.GetAsync("api/definitions/asked");
        var stored = await keyHolder.PutAsync("api/definitions/asked", document);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.NotFound, HttpStatusCode.Created), (refused.Status, absent.Status, stored.Status));
        Assert.Equal(HttpStatusCode.OK, (await caller.GetAsync("api/definitions/asked")).Status);
    }

    [LocalFact]
    public async Task Start_WithoutAnIdempotencyKey_AnswersOneThatCancels()
    {
        using var caller = keyed.Caller;
        var shop = await Shop.OpenAsync(caller);

        var start = (await caller.PostAsync(Shop.Sagas, shop.Order().With("ChargePayment", "hang").Json)).Expect(HttpStatusCode.Accepted);

        var cancel = await caller.PostAsync($"api/sagas/{start.Read<StartAnswer>().Id}/cancel", idempotencyKey: start.Header("Idempotency-Key"));
        Assert.Equal(HttpStatusCode.Accepted, cancel.Status);
    }

    [LocalFact]
    public async Task Start_ManagementLinks_AreForOperatorsOnly()
    {
        using var caller = keyed.Caller;
        using var op = keyed.Operator;
        var shop = await Shop.OpenAsync(caller);

        var start = (await caller.PostAsync(Shop.Sagas, shop.Order().Json)).Expect(HttpStatusCode.Accepted);
        var byOperator = (await op.PostAsync(Shop.Sagas, shop.Order().Json)).Expect(HttpStatusCode.Accepted);

        Assert.DoesNotContain(KeyedApp.SystemKey, start.Text, StringComparison.Ordinal);
        var (id, links) = (start.Read<StartAnswer>().Id, start.Json.GetProperty("links"));
        Assert.Equal($$"""{"self":"/api/sagas/{{id}}","cancel":"/api/sagas/{{id}}/cancel","events":"/api/sagas/{{id}}/events/{event}"}""", links.GetRawText());
        Assert.DoesNotContain("/runtime/", start.Text, StringComparison.Ordinal);
        Assert.EndsWith($"?code={KeyedApp.SystemKey}", byOperator.Json.GetProperty("statusQueryGetUri").GetString(), StringComparison.Ordinal);
    }

    [LocalFact]
    public async Task Operator_NotConfiguredOutsideDevelopment_IsNobodyAndAForgedRoleIsNoHelp()
    {
        using var workspace = new Workspace();
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), Token);
        var settings = new LocalAppSettings(azurite.ConnectionString, workspace.Hub, Others: new Dictionary<string, string> { ["AZURE_FUNCTIONS_ENVIRONMENT"] = "Production" });
        await using var local = await LocalApp.StartAsync(settings, Token);
        using var forged = new AppClient(local.Url, new Dictionary<string, string> { ["X-MS-CLIENT-PRINCIPAL"] = KeyedApp.Principal("Operator"), ["x-operator-key"] = KeyedApp.OperatorKey });

        var answer = await forged.PostAsync($"api/sagas/{(await HangingAsync(forged)).Id}/cancel");

        Assert.Contains("setting 'OperatorKey' is missing", answer.Expect(HttpStatusCode.Forbidden).Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [LocalFact]
    public async Task Secrets_WhateverGoesWrong_StandInNoLogAndNoAnswer()
    {
        using var caller = keyed.Caller;
        using var op = keyed.Operator;
        using var wrong = keyed.Client(("x-functions-key", KeyedApp.MasterKey + "x"));
        var document = """{"protocol":"saga","name":"lost","steps":[{"name":"take","participant":"nowhere","action":{"method":"POST","path":"take"},"retry":{"maxAttempts":1}}]}""";

        Answer[] answers =
        [
            await caller.PostAsync("api/transactions?wait=20", document),
            await caller.PostAsync("api/transactions", document.Replace("nowhere", "unknown", StringComparison.Ordinal)),
            await op.PostAsync("api/sagas/nobody/cancel", "{"),
            await op.GetAsync($"api/sagas?continuationToken={KeyedApp.Key}&code={KeyedApp.Key}"),
            await wrong.GetAsync($"runtime/webhooks/durabletask/instances?code={KeyedApp.SystemKey}x"),
            await keyed.Anyone.GetAsync($"runtime/webhooks/durabletask/instances/nobody?code={KeyedApp.SystemKey}"),
        ];

        Assert.Equal([200, 400, 400, 400, 401, 404], answers.Select(answer => (int)answer.Status));
        Assert.All(KeyedApp.Secrets, secret => Assert.DoesNotContain(secret, keyed.Log, StringComparison.Ordinal));
        Assert.All(KeyedApp.Secrets.Except([KeyedApp.Key]), secret => Assert.All(answers, answer => Assert.DoesNotContain(secret, answer.Text, StringComparison.Ordinal)));
        Assert.All(answers, answer => Assert.DoesNotContain("   at ", answer.Text, StringComparison.Ordinal));
    }

    private static async Task<StartAnswer> HangingAsync(AppClient app, string? key = null)
    {
        var shop = await Shop.OpenAsync(app);
        var started = await shop.StartAsync(shop.Order().With("ChargePayment", "hang"), key);
        await shop.UntilAsync("reservation", started.Id, saga => saga["ReserveStock"].Status == "Succeeded");
        return started;
    }
}
