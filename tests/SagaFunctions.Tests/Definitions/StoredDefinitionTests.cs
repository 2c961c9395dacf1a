using System.Net;
using System.Text.Json;
using DurableSagas.Projections.Lists;
using DurableSagas.Projections.Rows;
using DurableSagas.Projections.Starts;
using DurableSagas.SagaFunctions.Checks;
using DurableSagas.SagaFunctions.Declared;
using DurableSagas.SagaFunctions.Declared.Stored;
using DurableSagas.SagaFunctions.Definitions;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.Storage;
using DurableSagas.SagaFunctions.Tests.Azurite;
using DurableSagas.SagaFunctions.Versions;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Json;

namespace DurableSagas.SagaFunctions.Tests.Definitions;

/// <summary>Documents that are stored once, under a name and a version, and then started by that name with their parameters alone.</summary>
public sealed class StoredDefinitionTests(AzuriteTables azurite)
{
    private const string Document = """
        {"protocol":"saga","name":"transfer","version":1,"parameters":{"from":{"type":"string"},"amount":{"type":"number"},"note":{"type":"string","required":false}},
         "steps":[
          {"name":"take","participant":"bank","action":{"method":"POST","path":"accounts/{$from}/withdraw","body":{"amount":{"$parameter":"amount"}}}},
          {"name":"Approve","kind":"Approval","within":"PT1H","when":{"value":{"$parameter":"amount"},"above":1000}}]}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Put_OfADocument_IsStoredOnceAndAgreesToTheSameHoweverItIsWritten()
    {
        var app = await StoredApp.CreateAsync(azurite);

        var first = await app.PutAsync("transfer", Document);
        var again = await app.PutAsync("transfer", Document.Replace("\"protocol\":\"saga\",", string.Empty, StringComparison.Ordinal).Replace("\"version\":1,", "\"version\": 1.0, \"protocol\": \"saga\",", StringComparison.Ordinal));

        Assert.Equal((201, 200), (first.Status, again.Status));
        var view = (await app.GetAsync("transfer")).Body.EnumerateArray().Single();
        Assert.Equal(("transfer 1 True", "take,Approve"), (Shown(view), string.Join(',', view.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("name").GetString()))));
    }

    [Fact]
    public async Task Put_OfAnotherDocumentUnderTheSameVersion_IsAConflictAndChangesNothing()
    {
        var app = await StoredApp.CreateAsync(azurite);
        await app.PutAsync("transfer", Document);

        var problem = await Assert.ThrowsAsync<ProblemException>(() => app.PutAsync("transfer", Document.Replace("1000", "2000", StringComparison.Ordinal)));

        Assert.Equal((HttpStatusCode.Conflict, "Version 1 of 'transfer' is stored with another document, and stays as it is: sagas may run it. Store this one under a higher version."), (problem.Status, problem.Message));
        var kept = (await app.GetAsync("transfer")).Body[0].GetProperty("document");
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(Document), kept), kept.GetRawText());
    }

    [Fact]
    public async Task Put_UnderANameOfTheCode_IsAConflict()
    {
        var app = await StoredApp.CreateAsync(azurite);

        var problem = await Assert.ThrowsAsync<ProblemException>(() => app.PutAsync("voyage", Document.Replace("\"transfer\"", "\"voyage\"", StringComparison.Ordinal)));

        Assert.Equal((HttpStatusCode.Conflict, "'voyage' is defined in the app's code; give the document another name."), (problem.Status, problem.Message));
    }

    [Theory]
    [InlineData("\"name\":\"transfer\"", "\"name\":\"move\"", "/name: Expected 'transfer', the name in the path.")]
    [InlineData("\"version\":1,", "", "/version: 'version' is missing.")]
    [InlineData("\"version\":1,", "\"version\":0,", "/version: 0 should be at least 1.")]
    [InlineData("\"note\"", "\"faults\"", "/parameters/faults: By this name a start asks for faults to be injected; the parameter needs another one.")]
    [InlineData("\"note\"", "\"no-te\"", "/parameters/no-te: Expected text that matches")]
    [InlineData("\"type\":\"number\"", "\"type\":\"money\"", "/parameters/amount/type: Expected one of string, number, integer, boolean, object, array.")]
    [InlineData("{$from}", "{$to}", "/steps/0/action/path: There is no parameter 'to'.")]
    [InlineData("\"bank\"", "\"nobody\"", "/steps/0/participant: No participant 'nobody' is registered.")]
    public async Task Put_OfAFaultyDocument_IsRefusedWithItsPlaceAndStoresNothing(string text, string other, string fault)
    {
        var app = await StoredApp.CreateAsync(azurite);

        var problem = await Assert.ThrowsAsync<ProblemException>(() => app.PutAsync("transfer", Document.Replace(text, other, StringComparison.Ordinal)));

        Assert.Equal(HttpStatusCode.BadRequest, problem.Status);
        Assert.Contains(fault, problem.Message, StringComparison.Ordinal);
        Assert.Empty(await app.Stored.NamesAsync(Token));
    }

    [Fact]
    public async Task Put_OfTheLongestDocument_IsStoredWholeAndALongerOneIsRefused()
    {
        var app = await StoredApp.CreateAsync(azurite);
        // Characters of one byte, so that a row has as many of them as it can get.
        var longest = Document.Replace("\"amount\":{\"$", $"\"note\":\"{new string('n', DocumentReader.MaxBytes - Document.Length - 10)}\",\"amount\":{{\"$", StringComparison.Ordinal);

        Assert.Equal(DocumentReader.MaxBytes, longest.Length);
        Assert.True(DocumentReader.MaxBytes <= LongText.MaxLength);
        Assert.Equal(201, (await app.PutAsync("transfer", longest)).Status);
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(longest), (await app.GetAsync("transfer")).Body[0].GetProperty("document")));
        Assert.Equal(202, (await app.StartAsync("transfer", """{"from":"a","amount":1}""")).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Assert.ThrowsAsync<ProblemException>(() => app.PutAsync("transfer", longest + " "))).Status);
    }

    [Fact]
    public async Task Get_OfDefinitions_ShowsStoredOnesBesideThoseOfTheCode()
    {
        var app = await StoredApp.CreateAsync(azurite);
        await app.PutAsync("transfer", Document);
        await app.PutAsync("transfer", Document.Replace("\"version\":1", "\"version\":10", StringComparison.Ordinal));
        await app.PutAsync("transfer", Document.Replace("\"version\":1", "\"version\":9", StringComparison.Ordinal));

        var all = (await app.GetAsync()).Body.EnumerateArray().Select(Shown).ToArray();
        var one = (await app.GetAsync("transfer")).Body.EnumerateArray().Select(Shown);
        var compiled = (await app.GetAsync("voyage")).Body.EnumerateArray().Select(Shown);

        Assert.Equal(["transfer 10 True", "transfer 9 True", "transfer 1 True"], one);
        Assert.Equal([.. StoredApp.Catalog.Sagas.Select(saga => $"{saga.Definition.Name} {saga.Definition.Version} False"), "transfer 10 True", "transfer 9 True", "transfer 1 True"], all);
        Assert.Equal(["voyage 1 False"], compiled);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("no'body")]
    public async Task Name_ThatNothingHas_IsNotFoundAndSaysWhatThereIs(string name)
    {
        var app = await StoredApp.CreateAsync(azurite);
        await app.PutAsync("transfer", Document);

        var got = await Assert.ThrowsAsync<ProblemException>(() => app.GetAsync(name));
        var started = await Assert.ThrowsAsync<ProblemException>(() => app.StartAsync(name, "{}"));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (got.Status, started.Status));
        Assert.Matches($"^There is no saga '{name}'. There are: .*voyage.*, transfer\\.$", started.Message);
    }

    [Fact]
    public async Task Start_OfAStoredDefinition_RunsItsNewestVersionWithWhatWasSent()
    {
        var app = await StoredApp.CreateAsync(azurite);
        await app.PutAsync("transfer", Document);
        await app.PutAsync("transfer", Document.Replace("\"version\":1", "\"version\":10", StringComparison.Ordinal).Replace("1000", "2000", StringComparison.Ordinal));

        var answer = await app.StartAsync("transfer", """{"from":"acc-1","amount":20.00,"faults":{"take":"fail:1"}}""");

        Assert.Equal(202, answer.Status);
        var (orchestrator, _, options) = app.Scheduled.Single();
        Assert.Equal((nameof(DeclaredSagaOrchestrator), "10"), (orchestrator, options.Version!.Value.Version));
        Assert.Equal(("transfer", 10), (app.Started.Name, app.Started.Version));
        var view = await app.ViewAsync();
        Assert.Equal(("transfer", 10, Protocol.Saga), (view.Name, view.Version, view.Protocol));
        Assert.Equal("""{"from":"acc-1","amount":20.00}""", view.Request!.Value.GetProperty("arguments").GetRawText());
    }

    // Whatever is stored later: an instance has its document with it.
    [Fact]
    public async Task Instance_OfAStoredDefinition_IsReadByItsOwnDocument()
    {
        var app = await StoredApp.CreateAsync(azurite);
        await app.PutAsync("transfer", Document);
        await app.StartAsync("transfer", """{"from":"acc-1","amount":1}""");
        await app.PutAsync("transfer", Document.Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal).Replace("\"Approve\"", "\"Agree\"", StringComparison.Ordinal));
        var lookup = new DefinitionLookup(StoredApp.Catalog);
        var view = await app.ViewAsync();

        Assert.Equal(["take", "Approve"], lookup.DefinitionOf(view)!.Steps.Select(step => step.Name));
        Assert.Equal(typeof(DeclaredTransaction), lookup.RequestTypeOf("transfer", 1));
        // Of one that the code no longer has, the request is no document.
        Assert.Null(lookup.Find("gone", 1, """{"orderId":"7"}"""));
        Assert.Null(lookup.Find("transfer", 2, view.Request!.Value.GetRawText()));
        Assert.Null(lookup.Find("voyage", 7, """{"orderId":"7"}"""));
    }

    [Fact]
    public async Task Start_RepeatedWithItsKey_IsTheSameSagaAlsoAfterAHigherVersionIsStored()
    {
        var app = await StoredApp.CreateAsync(azurite);
        await app.PutAsync("transfer", Document);
        var first = await app.StartAsync("transfer", """{"from":"acc-1","amount":1}""", "key-1");
        await app.PutAsync("transfer", Document.Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal));

        var again = await app.StartAsync("transfer", """{"amount":1.0,"from":"acc-1"}""", "key-1");
        var other = await Assert.ThrowsAsync<ProblemException>(() => app.StartAsync("transfer", """{"amount":2,"from":"acc-1"}""", "key-1"));

        Assert.Equal((first.Body.GetProperty("id").GetString(), HttpStatusCode.UnprocessableEntity), (again.Body.GetProperty("id").GetString(), other.Status));
    }

    [Theory]
    [InlineData("""{"amount":"20","more":1}""", "from: It is missing. amount: Expected a number. more: There is no such parameter.")]
    [InlineData("""{"from":"..","amount":1}""", "from: Action of 'take' could not be called: 'accounts/{$from}/withdraw' must not lead out of the participant's base URL, also not by what it refers to.")]
    [InlineData("""{"from":"a","amount":1,"faults":{"give":"fail"}}""", "faults.give: Saga 'transfer' has no activity of this name.")]
    public async Task Start_WithFaultyArguments_IsRefusedWithTheirNamesAndStartsNothing(string body, string faults)
    {
        var app = await StoredApp.CreateAsync(azurite);
        await app.PutAsync("transfer", Document);

        var problem = await Assert.ThrowsAsync<ProblemException>(() => app.StartAsync("transfer", body));

        Assert.Equal((HttpStatusCode.BadRequest, $"The request is not valid: {faults}"), (problem.Status, problem.Message));
        Assert.Empty(app.Scheduled);
    }

    [Fact]
    public async Task Startup_WithANameInCodeThatIsStored_IsRefused()
    {
        var app = await StoredApp.CreateAsync(azurite);
        await new StoredNames(StoredApp.Catalog, app.Stored).StartingAsync(Token);
        await app.Stored.AddAsync(new StoredDefinition("voyage", 4, "{}", "hash"), Token);

        var failed = await Assert.ThrowsAsync<AppFaultsException>(() => new StoredNames(StoredApp.Catalog, app.Stored).StartingAsync(Token));

        Assert.Contains("'voyage' is defined in code, and version 4 of it is stored (table 'StoredDefinitions').", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Startup_WithSagasUnderWayOfAStoredVersion_IsAllowedAndOfOneThatIsGoneRefused()
    {
        var app = await StoredApp.CreateAsync(azurite);
        using var tokens = new ContinuationTokens(app.Tables);
        await new ContinuationKey(app.Tables).EnsureAsync(Token);
        var lists = new SagaLists(app.Tables, tokens);
        var check = new MissingVersions(StoredApp.Catalog, app.Stored, lists);
        await app.PutAsync("transfer", Document);
        await app.StartAsync("transfer", """{"from":"acc-1","amount":1}""");

        Assert.Empty(await check.FaultsAsync(await lists.CountAsync(Token), Token));
        await new Announcements(app.Tables, new SagaIndex(app.Tables, TimeProvider.System)).InsertAsync(new Announcement(new SagaIdentity("gone-1", "transfer", Protocol.Saga, 2), TimeProvider.System.GetUtcNow()), Token);
        var faults = await check.FaultsAsync(await lists.CountAsync(Token), Token);

        Assert.StartsWith("Version 2 of 'transfer' is missing", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Document_OfAStart_IsReadAgainAsItWasWritten()
    {
        var started = JsonSerializer.Deserialize<DeclaredTransaction>(Document, SagaJson.Options)!.StartedWith(JsonElement.Parse("""{"from":"a","amount":0.1000000000000000000000000001}"""));

        var crossed = JsonSerializer.Deserialize<DeclaredTransaction>(JsonSerializer.Serialize(started, SagaJson.History), SagaJson.History);

        Assert.Contains("0.1000000000000000000000000001", JsonSerializer.Serialize(crossed, SagaJson.Options), StringComparison.Ordinal);
    }

    private static string Shown(JsonElement view) => $"{view.GetProperty("name").GetString()} {view.GetProperty("version").GetInt32()} {view.GetProperty("isStored").GetBoolean()}";
}
