using System.Net;
using DurableSagas.Projections;
using DurableSagas.Projections.Approvals;
using DurableSagas.Projections.Views;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.Operating;
using DurableSagas.SagaFunctions.Tests.Azurite;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;
using Grpc.Core;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace DurableSagas.SagaFunctions.Tests.Operating;

public sealed class ApprovalAnswersTests(AzuriteTables azurite) : IAsyncLifetime
{
    private const string Step = "Captain";

    private readonly FakeTimeProvider _time = new(new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
    private readonly Mock<DurableTaskClient> _client = new(MockBehavior.Strict, "client");
    private readonly string _id = $"voyage-{Guid.NewGuid():N}";
    private readonly List<ApprovalAnswer> _told = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ApprovalAnswers Answers => new(new GivenAnswers(azurite.Tables), _time);

    public async ValueTask InitializeAsync()
    {
        await azurite.Tables.CreateTableIfNotExistsAsync(SagaViews.Table, Token);
        _client.Setup(hub => hub.GetInstanceAsync(_id, true, It.IsAny<CancellationToken>())).ReturnsAsync(new OrchestrationMetadata("VoyageOrchestrator", _id) { RuntimeStatus = OrchestrationRuntimeStatus.Running });
        Raises().Returns(Task.CompletedTask);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Answer_OfAnotherKind_IsAConflictThatSaysWhoAnsweredWhatAndWhen()
    {
        await GiveAsync(new(Approved: true, "Ann", "aye"));
        _time.Advance(TimeSpan.FromMinutes(5));

        var problem = await Assert.ThrowsAsync<ProblemException>(() => GiveAsync(new(Approved: false, "Bob")));

        Assert.Equal((HttpStatusCode.Conflict, _id), (problem.Status, problem.InstanceId));
        Assert.Equal($"'Captain' of saga '{_id}' has been answered: Ann said yes at 2026-03-01T08:00:00Z, 'aye'; the first answer counts.", problem.Message);
        Assert.All(_told, told => Assert.Equal("Ann", told.By));
    }

    [Theory]
    [InlineData(true, "Bob", "aye")]
    [InlineData(true, "Ann", null)]
    [InlineData(false, "Ann", "aye")]
    public async Task Answer_ThatDiffersInAnything_IsAConflict(bool approved, string by, string? comment)
    {
        await GiveAsync(new(Approved: true, "Ann", "aye"));

        var problem = await Assert.ThrowsAsync<ProblemException>(() => GiveAsync(new(approved, by, comment)));

        Assert.Equal(HttpStatusCode.Conflict, problem.Status);
    }

    [Fact]
    public async Task Answer_ToASagaThatIsGone_IsAConflictAndNotKept()
    {
        _client.Setup(hub => hub.GetInstanceAsync(_id, true, It.IsAny<CancellationToken>())).ReturnsAsync((OrchestrationMetadata?)null);

        var problem = await Assert.ThrowsAsync<ProblemException>(() => GiveAsync(new(Approved: true, "Ann", "aye")));

        Assert.Equal(HttpStatusCode.Conflict, problem.Status);
        Assert.Empty(_told);
        Assert.Null(await new GivenAnswers(azurite.Tables).FindAsync(_id, Step, Token));
    }

    [Fact]
    public async Task Answer_TheSameAgain_IsTakenAndToldAgainForTheFirstMayHaveBeenLost()
    {
        await GiveAsync(new(Approved: true, "Ann", "aye"));
        _time.Advance(TimeSpan.FromMinutes(5));

        await GiveAsync(new(Approved: true, "Ann", "aye"));

        Assert.Equal([new(true, "Ann", "aye"), new(true, "Ann", "aye")], _told);
    }

    [Fact]
    public async Task Answer_TheSameAfterTheSagaHasEnded_IsTakenAndToldToNobody()
    {
        await GiveAsync(new(Approved: true, "Ann"));

        await GiveAsync(new(Approved: true, "Ann"), SagaStatus.Completed, StepStatus.Succeeded);

        Assert.Single(_told);
    }

    [Fact]
    public async Task Answer_ManyAtOnce_OneIsKeptAndTheOthersAreConflicts()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(person => Record.ExceptionAsync(() => GiveAsync(new(person % 2 == 0, $"p-{person}"))).AsTask()));

        Assert.Single(answers, (Exception?)null);
        Assert.Equal(7, answers.OfType<ProblemException>().Count(problem => problem.Status == HttpStatusCode.Conflict));
        Assert.Single(_told.Distinct());
    }

    [Fact]
    public async Task Answer_ThatTheSagaDidNotTake_IsForgotten()
    {
        Raises().ThrowsAsync(new RpcException(new Status(StatusCode.FailedPrecondition, "It has ended.")));
        await Assert.ThrowsAsync<ProblemException>(() => GiveAsync(new(Approved: true, "Ann")));
        Raises().Returns(Task.CompletedTask);

        await GiveAsync(new(Approved: false, "Bob"));

        Assert.Equal("Bob", _told[^1].By);
    }

    [Fact]
    public async Task Answer_ToAnApprovalThatIsOverAndThatNobodyAnsweredHere_IsNotKept()
    {
        await GiveAsync(new(Approved: true, "Ann"), SagaStatus.Running, StepStatus.Succeeded);

        Assert.Null(await new GivenAnswers(azurite.Tables).FindAsync(_id, Step, Token));
    }

    private Moq.Language.Flow.IReturnsThrows<DurableTaskClient, Task> Raises() => _client
        .Setup(hub => hub.RaiseEventAsync(_id, Step, It.IsAny<object>(), It.IsAny<CancellationToken>()))
        .Callback((string _, string _, object payload, CancellationToken _) =>
        {
            lock (_told)
            {
                _told.Add((ApprovalAnswer)payload);
            }
        });

    private Task GiveAsync(ApprovalAnswer answer, SagaStatus status = SagaStatus.Running, StepStatus step = StepStatus.Running) => Answers.GiveAsync(
        _client.Object,
        new SagaView
        {
            Id = _id,
            Name = "voyage",
            Protocol = Protocol.Saga,
            Version = 1,
            Status = status,
            CreatedAt = _time.GetUtcNow(),
            UpdatedAt = _time.GetUtcNow(),
            Sequence = 3,
            Steps = [new(Step, step, 0, null, null, null)],
            Consistency = Consistency.Eventual,
            AsOf = _time.GetUtcNow(),
        },
        Step,
        answer,
        Token);
}
