using System.Net;
using System.Text.Json;
using DurableSagas.SagaFunctions.Declared;
using DurableSagas.SagaFunctions.Definitions;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.Tests.Azurite;
using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Json;

namespace DurableSagas.SagaFunctions.Tests.Definitions;

/// <summary>Sub-sagas of documents, found by their names when the whole is stored, and again when it is started.</summary>
public sealed class SubSagaLookupTests(AzuriteTables azurite)
{
    private const string Account = """
        {"protocol":"saga","name":"account","version":1,"parameters":{"owner":{"type":"string"}},"steps":[
          {"name":"open","participant":"bank","action":{"method":"POST","path":"accounts/{$owner}"},"compensation":{"method":"DELETE","path":"accounts/{$owner}"}},
          {"name":"Approve","kind":"Approval","within":"PT1H"}]}
        """;

    private const string Loan = """
        {"protocol":"saga","name":"loan","version":1,"parameters":{"who":{"type":"string"}},"steps":[
          {"name":"account","kind":"SubSaga","saga":"account","request":{"owner":{"$parameter":"who"}}},
          {"name":"pay","participant":"bank","action":{"method":"POST","path":"pay/{account#/open/id}"}}]}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_OfADocumentWithASubSaga_HasItsNewestVersionWithIt()
    {
        var app = await StoredApp.CreateAsync(azurite);
        await app.PutAsync("account", Account);
        await app.PutAsync("loan", Loan);
        await app.PutAsync("account", Account.Replace("\"version\":1", "\"version\":7", StringComparison.Ordinal));

        await app.StartAsync("loan", """{"who":"ann"}""");
        var newest = Text(app.Started);
        await app.PutAsync("loan", Loan.Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal).Replace("\"saga\":\"account\"", "\"saga\":\"account\",\"version\":1", StringComparison.Ordinal));
        await app.StartAsync("loan", """{"who":"ann"}""");

        Assert.Equal((7, nameof(DeclaredSagaOrchestrator), 7), Runs(newest));
        Assert.Equal((1, nameof(DeclaredSagaOrchestrator), 1), Runs(Text(app.Started)));
        // What is stored stays as it was sent.
        Assert.DoesNotContain("runs", (await app.GetAsync("loan")).Body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OfADocumentWithASubSagaOnAnAlternative_HasItWithIt()
    {
        var app = await StoredApp.CreateAsync(azurite);
        await app.PutAsync("loan", """{"protocol":"saga","name":"loan","version":1,"steps":[{"name":"pay","participant":"bank","savePoint":true,"action":{"method":"POST","path":"pay"},"alternatives":[[{"name":"trip","kind":"SubSaga","saga":"cruise","request":{"withDog":true}}]]}]}""");

        await app.StartAsync("loan", "{}");

        var step = Text(app.Started).GetProperty("steps")[0].GetProperty("alternatives")[0][0];
        Assert.Equal("CruiseOrchestrator", step.GetProperty("runs").GetProperty("orchestrator").GetString());
    }

    [Fact]
    public async Task Start_OfADocumentWithASagaOfCode_NamesItsOrchestrator()
    {
        var app = await StoredApp.CreateAsync(azurite);
        await app.PutAsync("loan", """{"protocol":"saga","name":"loan","version":1,"parameters":{"dog":{"type":"boolean"}},"steps":[{"name":"trip","kind":"SubSaga","saga":"cruise","request":{"withDog":{"$parameter":"dog"}}}]}""");

        await app.StartAsync("loan", """{"dog":true}""");

        var step = Text(app.Started).GetProperty("steps")[0];
        Assert.Equal((1, "CruiseOrchestrator", JsonValueKind.Null), (step.GetProperty("version").GetInt32(), step.GetProperty("runs").GetProperty("orchestrator").GetString(), step.GetProperty("runs").GetProperty("document").ValueKind));
    }

    [Theory]
    [InlineData("\"saga\":\"account\"", "\"saga\":\"nobody\"", "/steps/0/saga: There is no saga 'nobody'. There are: ")]
    [InlineData("\"saga\":\"account\"", "\"saga\":\"account\",\"version\":2", "/steps/0/version: There is no version 2 of saga 'account'.")]
    [InlineData("\"saga\":\"account\"", "\"saga\":\"cruise\",\"version\":2", "/steps/0/version: There is no version 2 of saga 'cruise'.")]
    [InlineData("\"saga\":\"account\"", "\"saga\":\"final\"", "/steps/0/saga: Sub-saga 'final' cannot be undone: its step 'go' is a Pivot step, and only compensable ones may stand in a sub-saga.")]
    [InlineData("\"saga\":\"account\"", "\"saga\":\"voyage\"", "/steps/0/saga: Orchestrator 'VoyageOrchestrator' takes 'request' beside its context; only one that takes its context alone can run a sub-saga, else it could not be undone.")]
    [InlineData("\"saga\":\"account\"", "\"saga\":\"cruise\"", "/steps/0/request: owner: There is no such field. withDog: It is missing.")]
    [InlineData("\"owner\"", "\"name\"", "/steps/0/request/owner: It is missing. /steps/0/request/name: There is no such parameter.")]
    [InlineData("account#/open", "loan#/open", "/steps/1/action/path: Step 'pay' cannot refer to the result of 'loan', which is no step that always comes before it.")]
    public async Task Document_WhoseSubSagaIsNotFit_IsRefusedWithTheCauseAndNotStored(string text, string other, string fault)
    {
        var app = await StoredApp.CreateAsync(azurite);
        await app.PutAsync("account", Account);
        await app.PutAsync("final", """{"protocol":"saga","name":"final","version":1,"steps":[{"name":"go","participant":"bank","kind":"pivot","action":{"method":"POST","path":"go"}}]}""");

        var problem = await Assert.ThrowsAsync<ProblemException>(() => app.PutAsync("loan", Loan.Replace(text, other, StringComparison.Ordinal)));

        Assert.Equal(HttpStatusCode.BadRequest, problem.Status);
        Assert.Contains(fault, problem.Message, StringComparison.Ordinal);
        Assert.Equal(["account", "final"], await app.Stored.NamesAsync(Token));
    }

    [Fact]
    public async Task Documents_ThatRunEachOther_CannotBeStarted()
    {
        var app = await StoredApp.CreateAsync(azurite);
        await app.PutAsync("account", Account);
        await app.PutAsync("loan", Loan);
        // The account's next version runs the loan, whose newest would run that version.
        var problem = await Assert.ThrowsAsync<ProblemException>(async () =>
        {
            await app.PutAsync("account", """{"protocol":"saga","name":"account","version":2,"parameters":{"owner":{"type":"string"}},"steps":[{"name":"open","kind":"SubSaga","saga":"loan","request":{"who":"x"}}]}""");
            await app.StartAsync("loan", """{"who":"x"}""");
        });

        Assert.Contains("is reached through too many others; does it run itself?", problem.Message, StringComparison.Ordinal);
        Assert.Empty(app.Scheduled);
    }

    // A sub-saga's view has no request: the document is found where it is stored.
    [Fact]
    public async Task SubSaga_OfAStoredDocument_IsFoundByItsNameAndVersion()
    {
        var app = await StoredApp.CreateAsync(azurite);
        await app.PutAsync("account", Account);
        await app.StartAsync("account", """{"owner":"ann"}""");
        var view = await app.ViewAsync() with { Request = null };

        Assert.Null(new DefinitionLookup(StoredApp.Catalog, app.Stored).DefinitionOf(view));
        Assert.Equal(["open", "Approve"], (await new DefinitionLookup(StoredApp.Catalog, app.Stored).FindDefinitionAsync(view, Token))!.Steps.Select(step => step.Name));
        Assert.Null(await new DefinitionLookup(StoredApp.Catalog, app.Stored).FindDefinitionAsync(view with { Version = 2 }, Token));
    }

    private static JsonElement Text(DeclaredTransaction document) => JsonSerializer.SerializeToElement(document, SagaJson.Options);

    private static (int, string?, int) Runs(JsonElement document)
    {
        var step = document.GetProperty("steps")[0];
        return (step.GetProperty("version").GetInt32(), step.GetProperty("runs").GetProperty("orchestrator").GetString(), step.GetProperty("runs").GetProperty("document").GetProperty("version").GetInt32());
    }
}
