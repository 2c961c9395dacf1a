using Azure.Data.Tables;
using DurableSagas.Projections.Lists;
using DurableSagas.Projections.Notices;
using DurableSagas.Projections.Queries;
using DurableSagas.Projections.Starts;
using DurableSagas.Projections.Tests.Azurite;
using DurableSagas.Projections.Views;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Timelines;
using DurableSagas.Sagas.Views;

namespace DurableSagas.Projections.Tests;

/// <summary>One saga of an id of its own, with what writes its view and what reads it.</summary>
internal sealed class SagaUnderTest(AzuriteStorage azurite, params string[] steps)
{
    public static readonly DateTimeOffset Created = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly SagaQueries _queries = new(azurite.Tables);

    public string Id { get; init; } = Guid.NewGuid().ToString("N");

    /// <summary>The saga that this one is a step of.</summary>
    public string? ParentId { get; init; }

    /// <summary>Null in a run that undoes a sub-saga.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The receiver that its start named.</summary>
    public string? Notify { get; init; }

    /// <summary>Who is asked to send its notices.</summary>
    public INoticeQueue? Queue { get; init; }

    /// <summary>What another writer does between this one's reading and its writing.</summary>
    public Func<Task>? BeforeCommit { get; set; }

    /// <summary>How often in a row it does so.</summary>
    public int Overtakings { get; init; } = 1;

    private TableServiceClient Tables => BeforeCommit is { } other ? azurite.TablesWith(new BeforeCommit(other, Overtakings)) : azurite.Tables;

    public SetClock Clock { get; } = new(Created);

    public Announcements Announcements => new(Tables, new SagaIndex(Tables, Clock));

    public SagaViews Views => new(Tables, new SagaIndex(Tables, Clock), Clock, moves: null, Queue);

    public Task<Announcement?> InsertAsync(string request = """{"orderId":"o-1"}""", string hash = "hash-1") => Announcements.InsertAsync(
        new Announcement(new SagaIdentity(Id, "order", Protocol.Saga, 3), Clock.GetUtcNow()) { Request = request, RequestHash = hash, StepNames = steps, Key = "o-1", Notify = Notify }, TestContext.Current.CancellationToken);

    public Task RecordStepAsync(long sequence, StepTimeline step, SagaStatus status = SagaStatus.Running, string? error = null, DateTimeOffset? at = null) =>
        Views.RecordAsync(SagaRows.Of(new SagaHead { Saga = new SagaIdentity(Id, "order", Protocol.Saga, 3), ParentId = ParentId, Sequence = sequence, Status = status, Error = error, UpdatedAt = at, StartedAt = StartedAt }, step), TestContext.Current.CancellationToken);

    public Task RecordTryAsync(long sequence, StepTimeline step, StepTry ended, StuckPlace? stuckAt = null)
    {
        var status = stuckAt is null ? SagaStatus.Running : SagaStatus.Stuck;
        var change = SagaRows.Of(new SagaHead { Saga = new SagaIdentity(Id, "order", Protocol.Saga, 3), ParentId = ParentId, Sequence = sequence, Status = status, StuckAt = stuckAt }, step);
        return Views.RecordAsync(change with { Steps = change.Steps.SetItem(step.Ordinal, new StepRow(sequence, step) { Tries = [ended] }) }, TestContext.Current.CancellationToken);
    }

    public static StepTry Try(int number, AttemptStatus result, StepOperation operation = StepOperation.Action) => new(operation, number, Created.AddSeconds(number), Created.AddSeconds(number + 0.5), result);

    public Task RecordAsync(long sequence, SagaOutcome outcome, params StepTimeline[] timelines) =>
        Views.RecordAsync(
            SagaRows.Of(new SagaTimeline { Saga = new SagaIdentity(Id, "order", Protocol.Saga, 3), ParentId = ParentId, Status = outcome.Status, Sequence = sequence, Outcome = outcome, Steps = timelines }),
            TestContext.Current.CancellationToken);

    public StepTimeline Step(int ordinal, StepStatus status, int attempts = 1, string? error = null) => new()
    {
        Name = steps[ordinal],
        Ordinal = ordinal,
        Status = status,
        Attempts = attempts,
        StartedAt = Created.AddSeconds(1),
        FinishedAt = Created.AddSeconds(2),
        Error = error,
    };

    public Task<SagaView?> FindAsync() => _queries.FindAsync(Id, TestContext.Current.CancellationToken);

    public async Task<SagaView> ViewAsync() => await FindAsync() ?? throw new InvalidOperationException($"Saga '{Id}' has no view.");
}
