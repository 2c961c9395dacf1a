using System.Text.Json;
using DurableSagas.Sagas.Running;
using DurableSagas.Sagas.Steps;
using DurableTask.Core.History;

namespace DurableSagas.Sagas.Outcomes;

/// <summary>What the activities of one instance wrote to a saga's view, read from its history: the same changes, made by the same code.</summary>
/// <remarks>It knows no kind of step: whatever an activity was called with and returned is folded, so a new protocol needs nothing here.</remarks>
public sealed class SagaHistory
{
    private readonly Dictionary<int, TaskScheduledEvent> _scheduled = [];
    private readonly List<StepChange> _changes = [];
    private readonly List<string> _subSagas = [];
    private SagaTimeline? _timeline;

    public SagaHistory(IEnumerable<HistoryEvent> events)
    {
        foreach (var recorded in events)
        {
            Read(recorded);
        }
    }

    /// <summary>Null when no activity has written anything: it may be no saga at all.</summary>
    public SagaIdentity? Identity =>
        _timeline is { } timeline ? new SagaIdentity(timeline.InstanceId, timeline.Name, timeline.Protocol, timeline.Version)
        : _changes is [{ } change, ..] ? new SagaIdentity(change.InstanceId, change.Saga, change.Protocol, change.Version)
        : null;

    /// <summary>Where the saga stands, when a step was the last thing written; null when a whole timeline was, or nothing.</summary>
    public StepChange? LastChange => Changes.LastOrDefault();

    /// <summary>Instances that this one called as steps, or to undo them.</summary>
    public IReadOnlyList<string> SubSagas => _subSagas;

    /// <summary>The instance's input, as JSON.</summary>
    public string? Request { get; private set; }

    /// <summary>When it first ran, as the orchestrator tells it.</summary>
    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>True when another orchestration called it.</summary>
    public bool IsSubSaga { get; private set; }

    // A row keeps its highest sequence: whatever is below the last timeline, or a later change of the same step, has left no trace.
    private IEnumerable<StepChange> Changes => _changes
        .Where(change => change.Sequence > (_timeline?.Sequence ?? 0))
        .GroupBy(change => change.Step.Ordinal)
        .Select(changes => changes.MaxBy(change => change.Sequence)!)
        .OrderBy(change => change.Sequence);

    /// <summary>Writes what is left of all the writes.</summary>
    public async Task WriteAsync(ISagaProjection projection, CancellationToken cancellationToken)
    {
        if (_timeline is not null)
        {
            await projection.RecordAsync(_timeline, cancellationToken);
        }

        foreach (var change in Changes)
        {
            await projection.RecordStepAsync(change, cancellationToken);
        }
    }

    private void Read(HistoryEvent recorded)
    {
        switch (recorded)
        {
            case OrchestratorStartedEvent began:
                StartedAt ??= new DateTimeOffset(DateTime.SpecifyKind(began.Timestamp, DateTimeKind.Utc));
                break;
            case ExecutionStartedEvent started:
                (Request, IsSubSaga) = (started.Input, started.ParentInstance is not null);
                break;
            case SubOrchestrationInstanceCreatedEvent created:
                _subSagas.Add(created.InstanceId);
                break;
            case TaskScheduledEvent scheduled:
                _scheduled[scheduled.EventId] = scheduled;
                Scheduled(scheduled);
                break;
            case TaskCompletedEvent completed when _scheduled.TryGetValue(completed.TaskScheduledId, out var scheduled):
                Completed(scheduled, completed.Result);
                break;
        }
    }

    private void Scheduled(TaskScheduledEvent scheduled)
    {
        if (StepCallOf(scheduled) is { IsLastAttempt: true } call)
        {
            _changes.Add(StepChange.BeforeLastAttempt(call));
        }
    }

    private void Completed(TaskScheduledEvent scheduled, string? result)
    {
        if (StepCallOf(scheduled) is { } call)
        {
            _changes.Add(StepChange.After(call, JsonSerializer.Deserialize<StepResult<JsonElement?>>(result!, SagaJson.History)!));
        }
        else if (scheduled is { Name: SagaOrchestrator.RecordTimeline, Input.Length: > 0 } && JsonSerializer.Deserialize<bool>(result!, SagaJson.History))
        {
            using var input = JsonDocument.Parse(scheduled.Input);
            var timeline = ArgumentOf(input).Deserialize<TimelineCall>(SagaJson.History)!.Timeline;
            _timeline = timeline.Sequence > (_timeline?.Sequence ?? 0) ? timeline : _timeline;
        }
    }

    // Other activities may be called, too: a step's call is told by what only it carries.
    private static StepCall<JsonElement>? StepCallOf(TaskScheduledEvent scheduled)
    {
        if (scheduled.Input is not { Length: > 0 } input || scheduled.Name == SagaOrchestrator.RecordTimeline)
        {
            return null;
        }

        using var document = JsonDocument.Parse(input);
        return ArgumentOf(document) is { ValueKind: JsonValueKind.Object } call && call.TryGetProperty("idempotencyKey", out _) && call.TryGetProperty("timeline", out _)
            ? call.Deserialize<StepCall<JsonElement>>(SagaJson.History)
            : null;
    }

    // The engine records a list of arguments, of which an activity has one.
    private static JsonElement ArgumentOf(JsonDocument input) =>
        input.RootElement is { ValueKind: JsonValueKind.Array } arguments && arguments.GetArrayLength() == 1 ? arguments[0] : input.RootElement;
}
