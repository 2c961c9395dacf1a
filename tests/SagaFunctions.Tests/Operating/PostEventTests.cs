using System.Net;
using System.Text;
using DurableSagas.Projections.Approvals;
using DurableSagas.Projections.Lists;
using DurableSagas.Projections.Queries;
using DurableSagas.Projections.Starts;
using DurableSagas.Projections.Views;
using DurableSagas.SagaFunctions.Definitions;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.Http.Bodies;
using DurableSagas.SagaFunctions.Operating;
using DurableSagas.SagaFunctions.Operators;
using DurableSagas.SagaFunctions.Tests.Azurite;
using DurableSagas.SagaFunctions.Tests.Http.Doubles;
using DurableSagas.SagaFunctions.Tests.Rebuild;
using DurableSagas.SagaFunctions.Tests.Rebuild.Voyages;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Steps;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace DurableSagas.SagaFunctions.Tests.Operating;

public sealed class PostEventTests(AzuriteTables azurite)
{
    private const string Ann = """{"name_typ":"name","claims":[{"typ":"upn","val":"ann@ships.example"},{"typ":"name","val":"Ann"}]}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Ann, "Ann")]
    [InlineData("""{"name_typ":"upn","claims":[null,{"typ":"name","val":"Ann"},{"typ":"upn","val":"ann@ships.example"}]}""", "ann@ships.example")]
    [InlineData("""{"name_typ":"name","claims":[{"typ":"name","val":" "},{"typ":"name","val":"Ann"}]}""", "Ann")]
    public async Task Answer_OfACallerWhoSignedIn_IsByItsNameWhateverTheBodyClaims(string principal, string by)
    {
        Assert.Equal(by, await ByAsync("Operator", principal));
    }

    [Fact]
    public async Task Answer_OfACallerWithALongName_IsByWhatAViewHolds()
    {
        var by = await ByAsync("Operator", Ann.Replace("Ann", new string('n', 300), StringComparison.Ordinal));

        Assert.Equal(200, by.Length);
    }

    [Theory]
    [InlineData("Operator", null)]
    [InlineData("Operator", "{}")]
    [InlineData("Operator", """{"claims":[{"typ":"name","val":"Ann"}]}""")]
    [InlineData("Operator", """{"name_typ":"name","claims":[{"typ":"upn","val":"Ann"}]}""")]
    // Anyone can write the header where no sign-in takes it away.
    [InlineData(null, Ann)]
    public async Task Answer_OfACallerWhomNobodyVouchesFor_IsByWhomTheBodyNames(string? role, string? principal)
    {
        Assert.Equal("Bob", await ByAsync(role, principal));
    }

    private async Task<string> ByAsync(string? role, string? principal)
    {
        var id = $"voyage-{Guid.NewGuid():N}";
        foreach (var table in new[] { SagaViews.Table, SagaIndex.Table })
        {
            await azurite.Tables.CreateTableIfNotExistsAsync(table, Token);
        }

        await new Announcements(azurite.Tables, new SagaIndex(azurite.Tables, TimeProvider.System)).InsertAsync(new Announcement(new SagaIdentity(id, "voyage", Protocol.Saga, 1), TimeProvider.System.GetUtcNow()), Token);
        var told = new List<ApprovalAnswer>();
        var client = new Mock<DurableTaskClient>(MockBehavior.Strict, "client");
        client.Setup(hub => hub.GetInstanceAsync(id, true, It.IsAny<CancellationToken>())).ReturnsAsync(new OrchestrationMetadata(nameof(VoyageOrchestrator), id) { RuntimeStatus = OrchestrationRuntimeStatus.Running });
        client.Setup(hub => hub.RaiseEventAsync(id, VoyageSaga.Captain, It.IsAny<object>(), It.IsAny<CancellationToken>()))
            .Callback((string _, string _, object payload, CancellationToken _) => told.Add((ApprovalAnswer)payload))
            .Returns(Task.CompletedTask);
        var post = new PostEvent(new SagaQueries(azurite.Tables), new DefinitionLookup(EveryDefinition.OfTests), new OperatorRule(new OperatorSettings(null, role, IsOpen: false)), new ApprovalAnswers(new GivenAnswers(azurite.Tables), TimeProvider.System));
        var request = new Request(new Invocation { InstanceServices = new ServiceCollection().AddSingleton<RequestValidation>().BuildServiceProvider() }, body: """{"approved":true,"by":"Bob","comment":"aye"}""");
        if (principal is not null)
        {
            request.With(ClientPrincipal.Header, Convert.ToBase64String(Encoding.UTF8.GetBytes(principal)));
        }

        var answer = await post.RunAsync(request, id, VoyageSaga.Captain, client.Object, Token);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal((true, "aye"), (Assert.Single(told).Approved, told[0].Comment));
        return told[0].By;
    }
}
