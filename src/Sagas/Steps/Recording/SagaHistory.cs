using System.Text.Json;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Timelines;
using DurableSagas.Sagas.Views;
using DurableTask.Core.History;

namespace DurableSagas.Sagas.Steps.Recording;

/// <summary>What the activities of one instance wrote to a saga's view, read from its history: the same changes, made by the same code.</summary>
/// <remarks>It knows no kind of step: whatever an activity was called with and returned is folded, so a new protocol needs nothing here.</remarks>
public sealed class SagaHistory
{
    private readonly Dictionary<int, TaskScheduledEvent> _scheduled = [];
    private readonly Dictionary<int, string> _subSagas = [];
    private readonly HashSet<string> _failedSubSagas = new(StringComparer.Ordinal);
    private readonly HashSet<string> _toldToTurnBack = new(StringComparer.Ordinal);
    private readonly List<SagaRows> _above = [];
    private HistoryEvent? _last;
    private int _rewinds;

    public SagaHistory(IEnumerable<HistoryEvent> events)
    {
        foreach (var recorded in events)
        {
            Read(recorded);
        }

        // The calls that are left tell which attempts were made again; how often, the engine's own events do, where it keeps them.
        if (Rows.Head is { } head && head.Rewinds < _rewinds)
        {
            Rows = Rows with { Head = head with { Rewinds = _rewinds } };
        }
    }

    /// <summary>The saga's view as its activities left it; without a head when none has written anything: it may be no saga at all.</summary>
    public SagaRows Rows { get; private set; } = SagaRows.None;

    /// <summary>What its first call told of the sagas above it, which made no call of their own meanwhile.</summary>
    public IReadOnlyList<SagaRows> Above => _above;

    /// <summary>Instances that this one called as steps, or to undo them.</summary>
    public IReadOnlyList<string> SubSagas => [.. _subSagas.Values];

    /// <summary>Those among them whose failure it ended with.</summary>
    public IReadOnlyCollection<string> FailedSubSagas => _failedSubSagas;

    /// <summary>Those among them that it told to turn back, since it had turned back itself.</summary>
    public IReadOnlyCollection<string> ToldToTurnBack => _toldToTurnBack;

    /// <summary>The call by whose failure it is stuck; null when it is not, or a saga below it is.</summary>
    public FailedCall? Failure { get; private set; }

    /// <summary>The instance's input, as JSON.</summary>
    public string? Request { get; private set; }

    /// <summary>When it first ran, as the orchestrator tells it.</summary>
    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>True when another orchestration called it.</summary>
    public bool IsSubSaga { get; private set; }

    private void Read(HistoryEvent recorded)
    {
        switch (recorded)
        {
            case OrchestratorStartedEvent began:
                StartedAt ??= MomentOf(began);
                break;
            case ExecutionStartedEvent started:
                (Request, IsSubSaga) = (started.Input, started.ParentInstance is not null);
                break;
            case SubOrchestrationInstanceCreatedEvent created:
                _subSagas[created.EventId] = created.InstanceId;
                break;
            case SubOrchestrationInstanceFailedEvent failed when _subSagas.TryGetValue(failed.TaskScheduledId, out var subSaga):
                _failedSubSagas.Add(subSaga);
                break;
            case EventSentEvent { Name: CancelRequest.Event } sent:
                _toldToTurnBack.Add(sent.InstanceId);
                break;
            case TaskScheduledEvent scheduled:
                _scheduled[scheduled.EventId] = scheduled;
                break;
            case TaskCompletedEvent completed when _scheduled.TryGetValue(completed.TaskScheduledId, out var scheduled):
                Completed(scheduled, completed.Result);
                break;
            case TaskFailedEvent failed when _scheduled.TryGetValue(failed.TaskScheduledId, out var scheduled):
                Failed(scheduled, failed);
                break;
            case OrchestratorCompletedEvent when _last is ExecutionRewoundEvent:
                _rewinds++;
                break;
        }

        _last = recorded;
    }

    private void Completed(TaskScheduledEvent scheduled, string? result)
    {
        if (StepCallOf(scheduled) is { } call)
        {
            _above.AddRange(CallRows.Above(call.Frame.Above));
            Fold(CallRows.After(call, JsonSerializer.Deserialize<StepResult<JsonElement?>>(result!, SagaJson.History)!));
        }
        else if (scheduled is { Name: TimelineRecorder.RecordTimeline, Input.Length: > 0 } && JsonSerializer.Deserialize<bool>(result!, SagaJson.History))
        {
            using var input = JsonDocument.Parse(scheduled.Input);
            var told = ArgumentOf(input).Deserialize<TimelineCall>(SagaJson.History)!;
            _above.AddRange(CallRows.Above(told.Above));
            Fold(SagaRows.Of(told.Timeline));
        }
    }

    private void Failed(TaskScheduledEvent scheduled, TaskFailedEvent failed)
    {
        if (StepCallOf(scheduled) is { Frame.IsLastAttempt: true } call)
        {
            _above.AddRange(CallRows.Above(call.Frame.Above));
            var untold = new LastFailure(AttemptStatus.Unknown, MomentOf(scheduled), MomentOf(failed), Error: null);
            var failure = TextsOf(failed).Select(text => StuckText.FailureIn(text, call, untold)).FirstOrDefault(told => told is not null) ?? untold;
            Failure = new FailedCall(call.Step, call.Operation, call.Activity, call.Attempt, failure.Error ?? call.Frame.Step?.Error, call.Frame.Sequence);
            Fold(CallRows.Stuck(call, failure));
        }
        else if (scheduled.Name == TimelineRecorder.RecordTimeline)
        {
            Failure = new FailedCall(null, StepOperation.Action, scheduled.Name, 1, failed.FailureDetails?.ErrorMessage ?? failed.Reason, 0);
        }
    }

    private static IEnumerable<string?> TextsOf(TaskFailedEvent failed)
    {
        for (var failure = failed.FailureDetails; failure is not null; failure = failure.InnerFailure)
        {
            yield return failure.ErrorMessage;
        }

        yield return failed.Reason;
        yield return failed.Details;
    }

    private static DateTimeOffset MomentOf(HistoryEvent recorded) => new(DateTime.SpecifyKind(recorded.Timestamp, DateTimeKind.Utc));

    private void Fold(SagaRows? change) => Rows = change is null ? Rows : SagaFold.Apply(Rows, change);

    // Other activities may be called, too: a step's call is told by what only it carries.
    private static StepCall<JsonElement>? StepCallOf(TaskScheduledEvent scheduled)
    {
        if (scheduled.Input is not { Length: > 0 } input || scheduled.Name == TimelineRecorder.RecordTimeline)
        {
            return null;
        }

        using var document = JsonDocument.Parse(input);
        return ArgumentOf(document) is { ValueKind: JsonValueKind.Object } call
            && call.TryGetProperty("idempotencyKey", out _)
            && call.TryGetProperty("frame", out _)
                ? call.Deserialize<StepCall<JsonElement>>(SagaJson.History)
                : null;
    }

    // The engine records a list of arguments, of which an activity has one.
    private static JsonElement ArgumentOf(JsonDocument input) =>
        input.RootElement is { ValueKind: JsonValueKind.Array } arguments && arguments.GetArrayLength() == 1 ? arguments[0] : input.RootElement;
}
