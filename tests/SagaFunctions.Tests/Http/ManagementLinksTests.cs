using System.Net;
using DurableSagas.SagaFunctions.Declared;
using DurableSagas.SagaFunctions.Declared.Registration;
using DurableSagas.SagaFunctions.Faults;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.Operators;
using DurableSagas.SagaFunctions.Rebuild;
using DurableSagas.SagaFunctions.Receivers;
using DurableSagas.SagaFunctions.Starting;
using DurableSagas.SagaFunctions.Tests.Http.Doubles;
using DurableSagas.SagaFunctions.Tests.Notices;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Moq;

namespace DurableSagas.SagaFunctions.Tests.Http;

public sealed class ManagementLinksTests
{
    private const string Document = """{"protocol":"saga","name":"line","steps":[{"name":"a","participant":"bank","action":{"method":"POST","path":"a"}}]}""";

    private static readonly string[] _headers = ["Forwarded", "X-Forwarded-Host", "X-Forwarded-Proto"];
    private static readonly string[] _values = ["for=1;for=2", "host=a;host=b", "=", ";", "host", "host=", "host=[", "host=a b;proto=1x", "proto=://", "a:b:c", "https,http", "%", "\"", "host=\"\"", "a/b?c#d"];

    // No start gets that far: what would start something is not there, or says that it was asked.
    private readonly Mock<DurableTaskClient> _client = new(MockBehavior.Strict, "client");

    public static MatrixTheoryData<string, string> Headers => new(_headers, _values);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Headers))]
    public void Header_OfAnyKind_MakesLinksOrIsNamed(string header, string value)
    {
        var problem = Record.Exception(() => _client.Object.LinksOf("saga-1", RequestWith(header, value)));

        Assert.True(problem is null || (problem is ProblemException { Status: HttpStatusCode.BadRequest } && problem.Message.StartsWith($"Header '{header}' cannot be read", StringComparison.Ordinal)), $"{problem}");
    }

    [Fact]
    public async Task Start_LinksCannotBeMade_IsABadRequestAndStartsNothing()
    {
        var participants = new ParticipantRegistry(new ConfigurationBuilder().AddInMemoryCollection([new("Participants:bank:BaseUrl", "https://bank.example")]).Build(), []);
        var post = new PostTransaction(new DocumentReader(new TransactionSchema(), participants, new SubSagas(ExampleApp.Catalog, ExampleApp.Functions, stored: null!)), new FaultRequest(new FaultInjection(false)), new NotifyRequest(Registered.Queues()), starter: null!, new OperatorRule(new OperatorSettings(null, null, true)), new StartAnswer(reader: null!, callers: null!, TimeProvider.System));

        var problem = await Assert.ThrowsAsync<ProblemException>(() => post.RunAsync(RequestWith("Forwarded", "for=1;for=2", Document), _client.Object, Token));

        Assert.Equal(HttpStatusCode.BadRequest, problem.Status);
    }

    [Fact]
    public async Task Rebuild_LinksCannotBeMade_IsABadRequestAndStartsNothing()
    {
        var problem = await Assert.ThrowsAsync<ProblemException>(() => PostRebuild.RunAsync(RequestWith("Forwarded", "for=1;for=2"), _client.Object, Token));

        Assert.Equal(HttpStatusCode.BadRequest, problem.Status);
        _client.Verify(client => client.ScheduleNewOrchestrationInstanceAsync(It.IsAny<TaskName>(), It.IsAny<object>(), It.IsAny<StartOrchestrationOptions>(), It.IsAny<CancellationToken>()), Times.Never);
    }

    private static Request RequestWith(string header, string value, string body = "") => new Request(new Invocation(), "transactions", body).With(header, value);
}
