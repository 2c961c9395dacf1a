using DurableSagas.Sagas.Faults;

namespace DurableSagas.Testing.Faults;

/// <summary>The faults that a test has ordered, by activity, and the crash that it has ordered.</summary>
/// <remarks>Activities meet them through <see cref="Sagas.Steps.StepRunner"/>; those that do without it meet none.</remarks>
public sealed class InjectedFaults
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<Fault>> _ordered = new(StringComparer.Ordinal);
    private readonly HashSet<string> _met = new(StringComparer.Ordinal);
    private readonly CrashGate _crashes;

    internal InjectedFaults(CrashGate crashes) => _crashes = crashes;

    /// <summary>Which names there are; the host's own.</summary>
    internal FaultNames? Names { get; set; }

    /// <summary>Orders a fault for an activity, an action or a compensation; it comes after those ordered before.</summary>
    /// <exception cref="ArgumentException">There is no activity of that name; the message says which there are.</exception>
    public InjectedFaults On<TActivity>(Fault fault) => On(typeof(TActivity).Name, fault);

    /// <inheritdoc cref="On{TActivity}"/>
    public InjectedFaults On(string activity, Fault fault)
    {
        Names?.Require(activity);
        lock (_gate)
        {
            (_ordered.TryGetValue(activity, out var faults) ? faults : _ordered[activity] = []).Add(fault);
        }

        return this;
    }

    /// <summary>All is well with the activity from now on.</summary>
    /// <exception cref="ArgumentException">There is no activity of that name; the message says which there are.</exception>
    public void Mend<TActivity>() => Mend(typeof(TActivity).Name);

    /// <inheritdoc cref="Mend{TActivity}"/>
    public void Mend(string activity)
    {
        Names?.Require(activity);
        lock (_gate)
        {
            _ordered.Remove(activity);
        }
    }

    /// <summary>Nothing more goes wrong from now on.</summary>
    public void MendAll()
    {
        lock (_gate)
        {
            _ordered.Clear();
        }

        _crashes.CallOff();
    }

    /// <summary>The host crashes before a commit of its task hub, counted from 1 and from now: what it would record is lost.</summary>
    public void CrashBeforeCommit(int commit) => _crashes.Order(commit, isAfter: false);

    /// <summary>The host crashes right after a commit of its task hub, counted from 1 and from now: nothing that the commit lets out is begun.</summary>
    public void CrashAfterCommit(int commit) => _crashes.Order(commit, isAfter: true);

    /// <summary>Whether an attempt at the activity has met a fault.</summary>
    internal bool HasMet(string activity)
    {
        lock (_gate)
        {
            return _met.Contains(activity);
        }
    }

    internal Fault? Take(string activity)
    {
        lock (_gate)
        {
            if (!_ordered.TryGetValue(activity, out var faults) || faults.Count == 0)
            {
                return null;
            }

            _met.Add(activity);
            var fault = faults[0];
            if (fault.Times > 1)
            {
                faults[0] = fault.For(fault.Times == int.MaxValue ? int.MaxValue : fault.Times - 1);
            }
            else
            {
                faults.RemoveAt(0);
            }

            return fault;
        }
    }
}
