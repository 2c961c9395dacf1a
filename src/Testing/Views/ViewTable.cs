using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.Views;

namespace DurableSagas.Testing.Views;

/// <summary>Views in memory.</summary>
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
            return Rows(instanceId) is { Head: { } head } rows ? TimelineOf(head, rows) : null;
        }
    }

    /// <inheritdoc/>
    public Task RecordAsync(SagaRows change, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            FailIfOrdered();
            var id = change.Head!.Saga.InstanceId;
            var before = Rows(id);
            _sagas[id] = SagaFold.Apply(before, change);
            for (var mark = StuckMark.Of(before, _sagas[id], change); mark is not null;)
            {
                var marked = mark.On(Rows(mark.SagaId));
                _sagas[mark.SagaId] = marked;
                mark = mark.Above(marked);
            }
        }

        return Task.CompletedTask;
    }

    private SagaRows Rows(string instanceId) => _sagas.GetValueOrDefault(instanceId, SagaRows.None);

    private static SagaTimeline TimelineOf(SagaHead head, SagaRows rows) => new()
    {
        InstanceId = head.Saga.InstanceId,
        ParentId = head.ParentId,
        Name = head.Saga.Name,
        Protocol = head.Saga.Protocol,
        Version = head.Saga.Version,
        Status = head.Status,
        Sequence = head.Sequence,
        StartedAt = head.StartedAt,
        Outcome = head.Outcome,
        Error = head.Error,
        Steps = [.. rows.Steps.Values.Select(row => row.Step)],
    };

    private void FailIfOrdered()
    {
        if (_failures > 0)
        {
            _failures--;
            throw new InvalidOperationException("The view table is down, as the test ordered.");
        }
    }
}
