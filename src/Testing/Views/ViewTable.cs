using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.Testing.Views;

/// <summary>Views in memory, kept by the rules of the table: a row changes only to a higher sequence.</summary>
public sealed class ViewTable : ISagaProjection
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SagaRows> _sagas = new(StringComparer.Ordinal);
    private int _failures;

    /// <summary>The next writes, so many of them, fail.</summary>
    public void FailNext(int writes)
    {
        lock (_gate)
        {
            _failures = writes;
        }
    }

    /// <summary>Null when nothing has been written of the saga.</summary>
    public SagaTimeline? Find(string instanceId)
    {
        lock (_gate)
        {
            return _sagas.GetValueOrDefault(instanceId)?.Timeline();
        }
    }

    /// <inheritdoc/>
    public Task RecordStepAsync(StepChange change, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            FailIfOrdered();
            var rows = Rows(change.InstanceId);
            var wasStuck = rows.IsStuck;
            rows.Apply(change);
            if (change is { Status: SagaStatus.Stuck, ParentId: { } parent })
            {
                _sagas.GetValueOrDefault(parent)?.Mark(SagaStatus.Stuck, $"{change.Saga}: {change.Error}");
            }
            else if (change is { ParentId: { } mended } && wasStuck && !rows.IsStuck && _sagas.GetValueOrDefault(mended) is { IsStuck: true } ofParent)
            {
                ofParent.Mark(change.StatusOfParent, null);
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task RecordAsync(SagaTimeline timeline, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            FailIfOrdered();
            Rows(timeline.InstanceId).Apply(timeline);
        }

        return Task.CompletedTask;
    }

    private SagaRows Rows(string instanceId) =>
        _sagas.TryGetValue(instanceId, out var rows) ? rows : _sagas[instanceId] = new SagaRows();

    private void FailIfOrdered()
    {
        if (_failures > 0)
        {
            _failures--;
            throw new InvalidOperationException("The view table is down, as the test ordered.");
        }
    }
}
