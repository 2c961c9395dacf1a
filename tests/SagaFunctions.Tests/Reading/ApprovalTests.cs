using System.Net;
using System.Text.Json;
using DurableSagas.Projections;
using DurableSagas.Projections.Approvals;
using DurableSagas.Projections.Hub;
using DurableSagas.Projections.Lists;
using DurableSagas.Projections.Queries;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.Reading;
using DurableSagas.SagaFunctions.Tests.Azurite;
using DurableSagas.SagaFunctions.Tests.Http.Doubles;
using DurableSagas.SagaFunctions.Tests.Rebuild;
using DurableSagas.SagaFunctions.Tests.Rebuild.Voyages;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.SagaFunctions.Tests.Reading;

/// <summary>A saga that waits for a person, as its view and the list show it, from real tables.</summary>
public sealed class ApprovalTests(AzuriteTables azurite) : IAsyncLifetime
{
    private Rebuilding? _voyage;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Rebuilding Voyage => _voyage!;

    private string Link => $"/api/sagas/{Voyage.Id}/events/Captain";

    public async ValueTask InitializeAsync()
    {
        _voyage = await Rebuilding.StartAsync(azurite);
        await new ContinuationKey(azurite.Tables).EnsureAsync(Token);
        await Voyage.BeginAsync(EveryDefinition.OfTests.Find("voyage")!, new Voyage(WithDog: false));
    }

    public ValueTask DisposeAsync() => Voyage.DisposeAsync();

    [Theory]
    [InlineData("eventual")]
    [InlineData("strong")]
    public async Task Approval_ThatWaits_SaysForWhatUntilWhenAndWhereToAnswer(string consistency)
    {
        var saga = await SagaAsync(consistency);

        var captain = saga.GetProperty("steps")[2];
        Assert.Equal(("Running", "Captain", Link), (captain.GetProperty("status").GetString(), captain.GetProperty("waitsFor").GetString(), captain.GetProperty("link").GetString()));
        Assert.Equal(TimeSpan.FromDays(20), captain.GetProperty("until").GetDateTimeOffset() - captain.GetProperty("startedAt").GetDateTimeOffset());
        Assert.All([0, 1, 3, 4], step => Assert.False(saga.GetProperty("steps")[step].TryGetProperty("waitsFor", out _)));
    }

    [Fact]
    public async Task Approval_ThatWaits_IsListedWithItsLinkUntilItIsAnswered()
    {
        Voyage.Host.Faults.On<VoyageSteps.Pay>(Fault.Pends(TimeSpan.FromHours(2)));

        var listed = Assert.Single(await ListedAsync());
        await Voyage.Host.Client.RaiseEventAsync(Voyage.Id, VoyageSaga.Captain, new ApprovalAnswer(true, "kim", null), Token);
        await Voyage.RestAsync();

        Assert.Equal((Voyage.Id, "voyage", "Captain", Link), (listed.Id, listed.Name, listed.Step, listed.Link));
        Assert.Equal(TimeSpan.FromDays(20), listed.Until - listed.Since);
        Assert.Empty(await ListedAsync());
    }

    [Fact]
    public async Task Approval_AnsweredAndTheSagaUnderWay_IsTrueInTheEventualView()
    {
        Voyage.Host.Faults.On<VoyageSteps.Pay>(Fault.Pends(TimeSpan.FromHours(2)));

        await Voyage.Host.Client.RaiseEventAsync(Voyage.Id, VoyageSaga.Captain, new ApprovalAnswer(true, "kim", null), Token);
        await Voyage.RestAsync();

        var (eventual, strong) = (await SagaAsync("eventual"), await SagaAsync("strong"));
        Assert.Equal(["Succeeded", "Skipped", "Succeeded", "Succeeded", "Running"], StatusesOf(eventual));
        Assert.Equal(StatusesOf(strong), StatusesOf(eventual));
        await Voyage.MustGiveTheLiveRowsAsync();
    }

    [Fact]
    public async Task SubSaga_UnderWay_IsRunningInItsParentsEventualView()
    {
        Voyage.Host.Faults.On<VoyageSteps.BookCabin>(Fault.Pends(TimeSpan.FromHours(2)));
        await Voyage.Host.Client.RaiseEventAsync(Voyage.Id, VoyageSaga.Captain, new ApprovalAnswer(true, "kim", null), Token);
        await Voyage.RestAsync();

        var (eventual, strong) = (await SagaAsync("eventual"), await SagaAsync("strong"));
        Assert.Equal(["Succeeded", "Skipped", "Succeeded", "Running", "Pending"], StatusesOf(eventual));
        Assert.Equal(StatusesOf(strong), StatusesOf(eventual));
        Assert.Equal(strong.GetProperty("steps")[3].GetProperty("startedAt").GetDateTimeOffset(), eventual.GetProperty("steps")[3].GetProperty("startedAt").GetDateTimeOffset());
        Assert.Empty(await ListedAsync());
        await Voyage.MustGiveTheLiveRowsAsync();
    }

    [Fact]
    public async Task Approval_OfASagaThatWasTerminated_IsNeitherListedNorWaitedFor()
    {
        await Voyage.TerminateAsync("wrong ship");

        Assert.Empty(await ListedAsync());
        Assert.False((await SagaAsync("eventual")).GetProperty("steps")[2].TryGetProperty("waitsFor", out _));
    }

    [Fact]
    public async Task Approvals_EntryLost_AreBackWithARebuild()
    {
        using var tokens = new ContinuationTokens(azurite.Tables);
        var page = await new ApprovalLists(azurite.Tables, tokens).ListAsync("voyage", SagaLists.MaxPageSize, null, Token);
        await new ApprovalIndex(azurite.Tables).RemoveUnlessWaitingAsync(page.Items.Single(approval => approval.Id == Voyage.Id), null, Token);
        Assert.Empty(await ListedAsync());

        await Voyage.RebuildAsync();

        Assert.Single(await ListedAsync());
    }

    [Theory]
    [InlineData("approvals?name=nosuch")]
    [InlineData("sagas?name=nosuch")]
    [InlineData("sagas?name=nosuch&status=Stuck")]
    public async Task List_ByANameThatNothingHas_IsRefusedAndSaysWhatThereIs(string path)
    {
        var bad = await Assert.ThrowsAsync<ProblemException>(() => GetAsync(path));

        Assert.Equal((HttpStatusCode.BadRequest, "name"), (bad.Status, Assert.Single(bad.Errors!).Key));
        Assert.Matches("^There is no saga named 'nosuch'[.] There are: .*cruise, .*voyage", bad.Errors!["name"][0]);
    }

    [Fact]
    public async Task List_ByANameOfADefinitionOrOfASagaWhoseDefinitionIsGone_IsAPageEvenIfItIsEmpty()
    {
        var id = $"old-{Guid.NewGuid():N}";
        var now = TimeProvider.System.GetUtcNow();
        await new SagaIndex(azurite.Tables, TimeProvider.System).RecordAsync(new IndexEntry(id, "gone", Protocol.Saga, 1, SagaStatus.Completed, now, now, 1), Token);

        Assert.Equal(0, (await GetAsync("sagas?name=gone&status=Stuck")).GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await GetAsync("approvals?name=gone")).GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await GetAsync("approvals?name=cruise")).GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("approvals?pageSize=0", "pageSize")]
    [InlineData("approvals?pageSize=201", "pageSize")]
    [InlineData("approvals?name=a%20b", "name")]
    [InlineData("approvals?continuationToken=abc", "continuationToken")]
    public async Task Approvals_BadQuery_NamesTheMember(string path, string member)
    {
        var bad = await Assert.ThrowsAsync<ProblemException>(() => GetAsync(path));

        Assert.Equal((HttpStatusCode.BadRequest, member), (bad.Status, Assert.Single(bad.Errors!).Key));
    }

    private static string[] StatusesOf(JsonElement saga) => [.. saga.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("status").GetString()!)];

    private async Task<IReadOnlyList<WaitingApproval>> ListedAsync()
    {
        var page = await GetAsync("approvals?name=voyage&pageSize=200");
        return [.. page.GetProperty("items").Deserialize<WaitingApproval[]>(Sagas.Json.SagaJson.Options)!.Where(approval => approval.Id == Voyage.Id)];
    }

    private async Task<JsonElement> SagaAsync(string consistency)
    {
        var (definitions, time) = (new EveryDefinition(), Voyage.Host.Time);
        var reader = new SagaReader(new SagaQueries(azurite.Tables), new SagaHubReader(definitions, time), definitions, time);
        var answer = await new GetSaga(reader, callers: null!, time).RunAsync(new Request(new Invocation(), $"sagas/{Voyage.Id}?consistency={consistency}", method: "GET"), Voyage.Id, Voyage.Host.Client, Token);
        return Read(answer.Body);
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var tokens = new ContinuationTokens(azurite.Tables);
        var lists = new SagaLists(azurite.Tables, tokens);
        var names = new SagaNames(EveryDefinition.OfTests, lists);
        var request = new Request(new Invocation(), path, method: "GET");
        var answer = path.StartsWith("approvals", StringComparison.Ordinal)
            ? await new GetApprovals(new ApprovalLists(azurite.Tables, tokens), names).RunAsync(request, Token)
            : await new GetSagas(lists, names).RunAsync(request, Token);
        return Read(answer.Body);
    }

    private static JsonElement Read(Stream body)
    {
        body.Position = 0;
        return JsonSerializer.Deserialize<JsonElement>(body);
    }
}
