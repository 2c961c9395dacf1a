using System.Text.Json;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;
using Microsoft.DurableTask;

namespace DurableSagas.Sagas.Running;

/// <summary>What the orchestrator knows of its saga: every fact in it comes from history, so a replay knows the same.</summary>
internal sealed class SagaState(TaskOrchestrationContext context, SagaDefinition definition)
{
    private readonly Dictionary<string, JsonElement> _results = new(StringComparer.Ordinal);
    private readonly List<string> _undone = [];
    private readonly StepTimeline[] _steps = [.. definition.Steps.Select((step, ordinal) => new StepTimeline { Name = step.Name, Ordinal = ordinal })];
    private long _sequence;

    public SagaStatus Status { get; private set; } = SagaStatus.Running;

    /// <summary>A copy: a call in flight must not see results that come after it.</summary>
    public IReadOnlyDictionary<string, JsonElement> Results => new Dictionary<string, JsonElement>(_results, StringComparer.Ordinal);

    public IReadOnlyList<string> Undone => _undone;

    public StepTimeline this[int ordinal] => _steps[ordinal];

    public bool HasStarted(int ordinal) => _steps[ordinal].Status is not (StepStatus.Pending or StepStatus.Skipped);

    /// <summary>Two numbers are taken: the view before the call, and the view after it.</summary>
    public long NextSequence() => (_sequence += 2) - 1;

    public void Start(int ordinal) => _steps[ordinal] = _steps[ordinal] with { Status = StepStatus.Running };

    public void Skip(int ordinal) => _steps[ordinal] = _steps[ordinal] with { Status = StepStatus.Skipped };

    public void StartCompensating() => Status = SagaStatus.Compensating;

    public void Apply(int ordinal, StepOperation operation, int attempt, int lastOf, StepResult<JsonElement?> result)
    {
        _steps[ordinal] = _steps[ordinal].After(operation, attempt, lastOf, result);
        if (result.Status == AttemptStatus.Succeeded)
        {
            Keep(_steps[ordinal].Name, operation, result.Value);
        }
    }

    /// <summary>Writes the last timeline, until that works: a saga whose end nobody can read has not ended.</summary>
    public async Task RecordOutcomeAsync(SagaOutcome outcome)
    {
        Status = outcome.Status;
        var timeline = Timeline(outcome);
        var policy = AttemptPolicy.Patient;
        for (var attempt = 1; attempt < policy.MaxAttempts; attempt++)
        {
            if (await context.CallActivityAsync<bool>(SagaOrchestrator.RecordOutcome, new OutcomeCall(timeline, IsLastAttempt: false)))
            {
                return;
            }

            await context.CreateTimer(Backoff.Delay(policy, attempt, $"{context.InstanceId}/{SagaOrchestrator.RecordOutcome}"), CancellationToken.None);
        }

        await context.CallActivityAsync<bool>(SagaOrchestrator.RecordOutcome, new OutcomeCall(timeline, IsLastAttempt: true));
    }

    private void Keep(string step, StepOperation operation, JsonElement? value)
    {
        if (operation == StepOperation.Compensation)
        {
            _undone.Add(step);
        }
        else if (value is { } result)
        {
            _results[step] = result;
        }
    }

    private SagaTimeline Timeline(SagaOutcome? outcome) => new()
    {
        InstanceId = context.InstanceId,
        Name = definition.Name,
        Version = definition.Version,
        Status = Status,
        Sequence = NextSequence(),
        Outcome = outcome,
        Steps = [.. _steps],
    };
}
