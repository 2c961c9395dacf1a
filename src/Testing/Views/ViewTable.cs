using DurableSagas.Sagas.Outcomes.Timelines;
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
            return Rows(instanceId).ToTimeline();
        }
    }

    /// <inheritdoc/>
    public Task RecordAsync(SagaRows change, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            FailIfOrdered();
            var id = change.Head!.Saga.Id;
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

    /// <summary>Nothing but empty rows when nothing has been written of the saga.</summary>
    internal SagaRows RowsOf(string instanceId)
    {
        lock (_gate)
        {
            return Rows(instanceId);
        }
    }

    private SagaRows Rows(string instanceId) => _sagas.GetValueOrDefault(instanceId, SagaRows.None);

    private void FailIfOrdered()
    {
        if (_failures > 0)
        {
            _failures--;
            throw new InvalidOperationException("The view table is down, as the test ordered.");
        }
    }
}
