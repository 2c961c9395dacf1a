using System.Text.Json;
using Azure.Data.Tables;
using DurableSagas.Projections.Lists;
using DurableSagas.Projections.Queries;
using DurableSagas.Projections.Starts;
using DurableSagas.Projections.Views;
using DurableSagas.SagaFunctions.Declared;
using DurableSagas.SagaFunctions.Declared.Registration;
using DurableSagas.SagaFunctions.Declared.Stored;
using DurableSagas.SagaFunctions.Definitions;
using DurableSagas.SagaFunctions.Faults;
using DurableSagas.SagaFunctions.Http.Bodies;
using DurableSagas.SagaFunctions.Operators;
using DurableSagas.SagaFunctions.Receivers;
using DurableSagas.SagaFunctions.Starting;
using DurableSagas.SagaFunctions.Tests.Azurite;
using DurableSagas.SagaFunctions.Tests.Http.Doubles;
using DurableSagas.SagaFunctions.Tests.Notices;
using DurableSagas.SagaFunctions.Tests.Rebuild;
using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Definitions.Catalog;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace DurableSagas.SagaFunctions.Tests.Definitions;

/// <summary>The functions about definitions on tables of their own; what is scheduled is noted, and does not run.</summary>
internal sealed class StoredApp
{
    private readonly Mock<DurableTaskClient> _client = new(MockBehavior.Strict, "client");
    private readonly Invocation _invocation = new() { InstanceServices = new ServiceCollection().BuildServiceProvider() };
    private readonly OperatorRule _operators = new(new OperatorSettings(null, null, true));
    private readonly StartSaga _start;
    private readonly SagaStarter _starter;

    private StoredApp(TableServiceClient tables)
    {
        Tables = tables;
        Stored = new StoredDefinitions(tables, TimeProvider.System);
        var registry = new ParticipantRegistry(new ConfigurationBuilder().AddInMemoryCollection([new("Participants:bank:BaseUrl", "https://bank.example")]).Build(), []);
        Documents = new DocumentReader(new TransactionSchema(), registry, new SubSagas(Catalog, Functions, Stored));
        Startables = new Startables(Catalog, new StoredStarts(Stored, Documents), new RequestValidation(_invocation.InstanceServices));
        _starter = new SagaStarter(new Announcements(tables, new SagaIndex(tables, TimeProvider.System)), new FaultTable(tables), TimeProvider.System);
        _start = new StartSaga(Startables, _starter, new FaultRequest(new FaultInjection(true)), new NotifyRequest(Registered.Queues("billing")), _operators, Answered);
        _client.Setup(hub => hub.ScheduleNewOrchestrationInstanceAsync(It.IsAny<TaskName>(), It.IsAny<object>(), It.IsAny<StartOrchestrationOptions>(), It.IsAny<CancellationToken>()))
            .Callback((TaskName orchestrator, object input, StartOrchestrationOptions options, CancellationToken _) => Scheduled.Add((orchestrator.Name, input, options)))
            .ReturnsAsync("scheduled");
        _client.Setup(hub => hub.GetInstanceAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).ReturnsAsync((OrchestrationMetadata?)null);
    }

    // Nobody here waits.
    private StartAnswer Answered => new(new SagaReader(new SagaQueries(Tables), hub: null!, new DefinitionLookup(Catalog, Stored), TimeProvider.System), callers: null!, TimeProvider.System);

    public static SagaCatalog Catalog => EveryDefinition.OfTests;

    private static AppFunctions Functions { get; } = new(typeof(StoredApp).Assembly);

    public TableServiceClient Tables { get; }

    public StoredDefinitions Stored { get; }

    public DocumentReader Documents { get; }

    public Startables Startables { get; }

    public List<(string Orchestrator, object Input, StartOrchestrationOptions Options)> Scheduled { get; } = [];

    public DeclaredTransaction Started => (DeclaredTransaction)Scheduled[^1].Input;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<StoredApp> CreateAsync(AzuriteTables azurite)
    {
        var tables = azurite.CreateOwnTables();
        foreach (var table in new[] { SagaViews.Table, SagaIndex.Table, StoredDefinitions.Table, FaultTable.Table })
        {
            await tables.CreateTableIfNotExistsAsync(table, Token);
        }

        return new StoredApp(tables);
    }

    public async Task<(int Status, JsonElement Body)> PutAsync(string name, string document) =>
        Answer(await new PutDefinition(Documents, Catalog, Stored).RunAsync(new Request(_invocation, $"definitions/{name}", document, "PUT"), name, Token));

    public async Task<(int Status, JsonElement Body)> GetAsync(string name) =>
        Answer(await new GetDefinition(Catalog, Stored, Startables).RunAsync(new Request(_invocation, $"definitions/{name}", method: "GET"), name, Token));

    public async Task<(int Status, JsonElement Body)> GetAsync() =>
        Answer(await new GetDefinitions(Catalog, Stored).RunAsync(new Request(_invocation, "definitions", method: "GET"), Token));

    /// <summary>A saga's view, as the starter of declared transactions announces it; its id.</summary>
    public async Task<string> DeclareAsync(string document)
    {
        var post = new PostTransaction(Documents, new FaultRequest(new FaultInjection(true)), new NotifyRequest(Registered.Queues("billing")), _starter, _operators, Answered);
        await post.RunAsync(new Request(_invocation, "transactions", document), _client.Object, Token);
        return Scheduled[^1].Options.InstanceId!;
    }

    public async Task<(int Status, JsonElement Body)> GetOfSagaAsync(string id)
    {
        var get = new GetSagaDefinition(new SagaQueries(Tables), new DefinitionLookup(Catalog, Stored));
        return Answer(await get.RunAsync(new Request(_invocation, $"sagas/{id}/definition", method: "GET"), id, Token));
    }

    public async Task<(int Status, JsonElement Body)> StartAsync(string name, string body, string? key = null)
    {
        var request = new Request(_invocation, $"sagas/{name}", body);
        return Answer(await _start.RunAsync(key is null ? request : request.With(IdempotencyKey.Header, key), name, _client.Object, Token));
    }

    public async Task<Projections.SagaView> ViewAsync() => (await new SagaQueries(Tables).FindAsync(Scheduled[^1].Options.InstanceId!, Token))!;

    private static (int Status, JsonElement Body) Answer(HttpResponseData response)
    {
        response.Body.Position = 0;
        return ((int)response.StatusCode, response.Body.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(response.Body));
    }
}
