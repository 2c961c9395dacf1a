using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.Testing.Views;

/// <summary>The rows of one saga's view, each with the sequence that it was written at.</summary>
internal sealed class SagaRows
{
    private readonly SortedDictionary<int, (long Sequence, StepTimeline Step)> _steps = [];
    private SagaTimeline? _saga;

    public bool IsStuck => _saga is { Status: SagaStatus.Stuck };

    public SagaTimeline Timeline() => _saga! with { Steps = [.. _steps.Values.Select(row => row.Step)] };

    public void Apply(StepChange change)
    {
        if (IsNewer(change.Sequence))
        {
            _saga = new SagaTimeline
            {
                InstanceId = change.InstanceId,
                Name = change.Saga,
                Protocol = change.Protocol,
                Version = change.Version,
                Status = change.Status,
                Sequence = change.Sequence,
                StartedAt = change.SagaStartedAt ?? _saga?.StartedAt,
                Outcome = _saga?.Outcome,
                Error = change.Error,
            };
        }

        Apply(change.Sequence, change.Step);
    }

    public void Apply(SagaTimeline timeline)
    {
        if (IsNewer(timeline.Sequence))
        {
            _saga = timeline with { StartedAt = timeline.StartedAt ?? _saga?.StartedAt };
        }

        foreach (var step in timeline.Steps)
        {
            Apply(timeline.Sequence, step);
        }
    }

    // The sequence stays: the saga's own next change moves it on.
    public void Mark(SagaStatus status, string? error) => _saga = _saga! with { Status = status, Error = error };

    private bool IsNewer(long sequence) => _saga is null || sequence > _saga.Sequence;

    private void Apply(long sequence, StepTimeline step)
    {
        if (!_steps.TryGetValue(step.Ordinal, out var row) || sequence > row.Sequence)
        {
            _steps[step.Ordinal] = (sequence, step);
        }
    }
}
