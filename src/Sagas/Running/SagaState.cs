using System.Text.Json;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Agreements;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Interventions;
using DurableSagas.Sagas.Outcomes.Timelines;
using DurableSagas.Sagas.Outcomes.Undoing;
using DurableSagas.Sagas.Running.Attempts;
using DurableSagas.Sagas.Running.Signals;
using DurableSagas.Sagas.Running.SubSagas;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.Steps.Recording;
using DurableSagas.Sagas.Texts;
using Microsoft.DurableTask;

namespace DurableSagas.Sagas.Running;

/// <summary>What the orchestrator knows of its saga: every fact in it comes from history, so a replay knows the same.</summary>
internal sealed class SagaState(TaskOrchestrationContext context, SagaDefinition definition, SagaDone? undo)
{
    private readonly Dictionary<string, JsonElement> _results = new(StringComparer.Ordinal);
    private readonly List<string> _undone = [];
    private readonly List<ApprovalRecord> _approvals = [];
    private readonly List<Intervention> _interventions = [];
    private readonly List<EndedOperation> _awaited = [];
    private readonly DueRows _due = new();
    private readonly StepTimeline[] _steps = [.. definition.Steps.Select((step, ordinal) => new StepTimeline { Name = step.Name, Ordinal = ordinal })];
    private long _sequence = undo?.Sequence ?? 0;
    private IReadOnlyList<SagaTimeline>? _above = SubSagaAbove.In(context);

    /// <summary>By which external events come in.</summary>
    public EventInbox Inbox { get; } = new(context);

    /// <summary>As participants and views know it; the run that undoes a saga has another instance id.</summary>
    public SagaIdentity Saga { get; } = definition.IdentityOf(undo?.Saga ?? context.InstanceId);

    /// <summary>The saga that this one is a step of; null when it is none.</summary>
    public string? ParentId { get; } = context.Parent is { } parent ? SubSagaId.SagaOf(parent.InstanceId) : null;

    /// <summary>Null in the run that undoes a saga, which began in another one.</summary>
    public DateTimeOffset? StartedAt { get; } = undo is null ? context.CurrentUtcDateTime : null;

    public SagaStatus Status { get; private set; } = SagaStatus.Running;

    /// <summary>A copy: a call in flight must not see results that come after it.</summary>
    public IReadOnlyDictionary<string, JsonElement> Results => new Dictionary<string, JsonElement>(_results, StringComparer.Ordinal);

    /// <summary>Null when the step has not succeeded, or gave none.</summary>
    public JsonElement? ResultOf(string step) => _results.TryGetValue(step, out var result) ? result : null;

    /// <summary>A copy, as it stands now; null when there is nothing.</summary>
    public IReadOnlyList<EndedOperation>? Awaited => _awaited.Count == 0 ? null : [.. _awaited];

    private List<string> Succeeded => [.. _steps.Where(step => step.Status == StepStatus.Succeeded).Select(step => step.Name)];

    private List<Intervention>? Interventions => _interventions.Count == 0 ? null : _interventions;

    private List<ApprovalRecord>? Approvals => _approvals.Count == 0 ? null : _approvals;

    public StepTimeline this[int ordinal] => _steps[ordinal];

    /// <summary>Two numbers are taken: of the view that a last attempt leaves when it fails, and of the view after any other.</summary>
    public long NextSequence() => (_sequence += 2) - 1;

    /// <summary>An operation that is asked for now.</summary>
    public Operation Asks(int ordinal, RunStep step, StepOperation direction) => new(ordinal, step, direction, context.CurrentUtcDateTime);

    public void Start(int ordinal)
    {
        var started = _steps[ordinal] with { Status = StepStatus.Running, StartedAt = context.CurrentUtcDateTime };
        switch (definition.Steps[ordinal].Action)
        {
            case StepWork.Activity:
                Change(ordinal, started);
                break;
            case StepWork.Approval approval:
                ChangeUntold(ordinal, started with { Until = context.CurrentUtcDateTime + approval.Within });
                break;
            default:
                ChangeUntold(ordinal, started);
                break;
        }
    }

    public void Skip(int ordinal) => ChangeUntold(ordinal, _steps[ordinal] with { Status = StepStatus.Skipped });

    /// <summary>What was waited for is not any more, since the saga turned back, and nothing of it has been done.</summary>
    public void Drop(int ordinal) => ChangeUntold(
        ordinal, _steps[ordinal] with { Status = StepStatus.Skipped, FinishedAt = context.CurrentUtcDateTime, Error = null, Until = null });

    /// <summary>A step whose path is left for another: what has not begun is refused, what waited for its next attempt has no known result.</summary>
    public void GiveUp(int ordinal, string reason)
    {
        var step = _steps[ordinal];
        if (step.Status is StepStatus.Pending or StepStatus.Running)
        {
            ChangeUntold(ordinal, step with
            {
                Status = step.Status == StepStatus.Pending ? StepStatus.Refused : StepStatus.Failed,
                FinishedAt = context.CurrentUtcDateTime,
                Error = ShortText.Of(reason),
            });
        }
    }

    /// <inheritdoc cref="SagaDefinition.IsOnAlternative"/>
    public bool IsOnAlternative(int ordinal) => definition.IsOnAlternative(ordinal);

    /// <summary>Nobody is given the result of a step whose path was left for another.</summary>
    public void Forget(int ordinal) => _results.Remove(_steps[ordinal].Name);

    /// <summary>What the first call of a sub-saga tells of the sagas above it; null in every other one.</summary>
    public IReadOnlyList<SagaTimeline>? TakeAbove()
    {
        var above = _above;
        _above = null;
        return above;
    }

    /// <summary>What a sub-saga that is called now is to tell of this saga, and of those above it.</summary>
    public IReadOnlyList<SagaTimeline> TakeForSubSaga() =>
    [
        .. TakeAbove() ?? [],
        .. _due.Take(_steps) is { } due ? [Told(NextSequence()) with { Steps = due }] : Array.Empty<SagaTimeline>(),
    ];

    /// <summary>Rows that the next call is to tell of beside its own step's; what a call has taken is due no more.</summary>
    public IReadOnlyList<StepTimeline>? TakeDue(int callOf, bool isLastAttempt) => _due.Take(_steps, callOf, isLastAttempt);

    // Whoever asks the task hub must be able to tell it from the undoing of a path.
    public void StartCompensating()
    {
        Status = SagaStatus.Compensating;
        context.SetCustomStatus(new ToldProgress(Timeline(null, _sequence)));
    }

    /// <summary>Takes over what a run of this saga had done, so that it can be undone.</summary>
    public SagaFailure TakeOver(SagaDone done)
    {
        foreach (var (step, result) in done.Results)
        {
            _results[step] = result;
        }

        foreach (var (ordinal, step) in _steps.Index().ToArray())
        {
            Change(ordinal, done.Steps?[ordinal] ?? (done.HasSucceeded(step.Name) ? step with { Status = StepStatus.Succeeded } : step));
        }

        return new SagaFailure(
            null, done.Reason is { } reason ? Sentence.Of("Undone on request", reason) : "Undone with the saga that it was part of.");
    }

    /// <summary>Shows what has happened to a step that goes on all the same.</summary>
    public void Note(int ordinal, string error) => ChangeUntold(ordinal, _steps[ordinal] with { Error = ShortText.Of(error) });

    /// <summary>What a sub-saga has undone, by itself or because this saga turned back, and what operators did to it.</summary>
    public void AddFrom(string subSaga, SagaOutcome outcome)
    {
        _undone.AddRange(outcome.Undone.Select(step => $"{subSaga}/{step}"));
        _interventions.AddRange((outcome.Interventions ?? []).Select(intervention => intervention with { Step = $"{subSaga}/{intervention.Step}" }));
    }

    public void Approve(ApprovalRecord approval) => _approvals.Add(approval);

    /// <param name="attempt">As the step's row counts it.</param>
    public void Apply(Operation operation, int attempt, StepResult<JsonElement?> result)
    {
        var step = _steps[operation.Ordinal];
        if (result.ByHand is { } intervention)
        {
            _interventions.Add(intervention);
        }

        if (result.Status == AttemptStatus.Succeeded && operation.Direction == StepOperation.Compensation)
        {
            Undo(operation, result);
        }
        else if (result is { Status: AttemptStatus.Succeeded, Value: { } value })
        {
            _results[step.Name] = value;
        }

        Change(operation.Ordinal, result.After(step, operation.Direction, attempt, operation.Policy.MaxAttempts));
    }

    /// <summary>Applies what the orchestrator itself waited for: an approval, a sub-saga.</summary>
    public void ApplyAwaited(Operation operation, StepResult<JsonElement?> result)
    {
        var shown = result with { Error = ShortText.Of(result.Error) };
        _awaited.Add(new EndedOperation(operation.Step.Name, operation.Direction, shown.Status, shown.Error, shown.StartedAt, shown.FinishedAt));
        Apply(operation, attempt: 1, shown);
        _due.Add(operation.Ordinal);
    }

    public SagaOutcome Completed(ForeignJson? result) => new()
    {
        Status = SagaStatus.Completed,
        Result = result,
        Undone = [.. _undone],
        Approvals = Approvals,
        Interventions = Interventions,
        Ignored = Inbox.Ignored,
        // The last view takes the next numbers, whatever comes after it.
        Done = ParentId is null && definition.UndoableFor is null ? null : new SagaDone(Saga.Id, _sequence + 2, Results)
        {
            Succeeded = Succeeded,
            Result = result,
            At = ParentId is null ? context.CurrentUtcDateTime : null,
            Steps = ParentId is null ? [.. _steps] : null,
        },
    };

    public SagaOutcome Compensated(SagaFailure failure) => new()
    {
        Status = SagaStatus.Compensated,
        Step = failure.Step,
        Reason = failure.Reason,
        Undone = _undone,
        NeverBegan = ParentId is not null && _steps.All(step => step.Status is StepStatus.Pending or StepStatus.Skipped),
        Remark = _undone.Count == 0 && _interventions.Count == 0 ? "Nothing was to be undone." : null,
        Approvals = Approvals,
        Interventions = Interventions,
        Ignored = Inbox.Ignored,
        Before = undo?.Before,
    };

    /// <summary>Writes the timeline as it stands, best effort: for what no step activity writes.</summary>
    public Task RecordProgressAsync()
    {
        _due.Clear();
        var call = new TimelineCall(Told(NextSequence()), IsLastAttempt: false) { Above = TakeAbove() };
        return context.CallActivityAsync<bool>(TimelineRecorder.RecordTimeline, call);
    }

    /// <summary>Writes the last timeline, until that works: a saga whose end nobody can read has not ended.</summary>
    public async Task RecordOutcomeAsync(SagaOutcome outcome)
    {
        Status = outcome.Status;
        // What undoing takes is for the parent, which has it from the run's result: no view shows it.
        var timeline = Timeline(outcome with { Done = null, NeverBegan = false }, NextSequence());
        context.SetCustomStatus(new ToldProgress(timeline));
        var call = new TimelineCall(timeline, IsLastAttempt: false) { Awaited = Awaited, Above = TakeAbove() };
        var policy = AttemptPolicy.Patient;
        for (var attempt = 1; attempt < policy.MaxAttempts; attempt++)
        {
            if (await context.CallActivityAsync<bool>(TimelineRecorder.RecordTimeline, call))
            {
                return;
            }

            await context.CreateTimer(Backoff.Delay(policy, attempt, $"{context.InstanceId}/{TimelineRecorder.RecordTimeline}"), CancellationToken.None);
        }

        await context.CallActivityAsync<bool>(TimelineRecorder.RecordTimeline, call with { IsLastAttempt = true });
    }

    // What was never done is not said to be undone, though its compensation ran.
    private void Undo(Operation operation, StepResult<JsonElement?> result)
    {
        if (result.ByHand is null && operation.Work is not StepWork.SubSaga && _steps[operation.Ordinal].MayHaveHappened)
        {
            _undone.Add(operation.Step.Name);
        }
    }

    private void ChangeUntold(int ordinal, StepTimeline step)
    {
        _due.Add(ordinal);
        Change(ordinal, step);
    }

    private void Change(int ordinal, StepTimeline step)
    {
        _steps[ordinal] = step;
        context.SetCustomStatus(new ToldProgress(Timeline(null, _sequence)));
    }

    // Whoever asks the task hub must not be told less than a view says.
    private SagaTimeline Told(long sequence)
    {
        var timeline = Timeline(null, sequence);
        context.SetCustomStatus(new ToldProgress(timeline));
        return timeline;
    }

    private SagaTimeline Timeline(SagaOutcome? outcome, long sequence) => new()
    {
        Saga = Saga,
        ParentId = ParentId,
        Status = Status,
        Sequence = sequence,
        StartedAt = StartedAt,
        At = context.CurrentUtcDateTime,
        Outcome = outcome,
        Steps = [.. _steps],
    };
}
