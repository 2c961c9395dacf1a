namespace DurableSagas.Testing.Calls;

/// <summary>Every call of an activity, in the order in which they began.</summary>
internal sealed class CallLog
{
    private readonly Lock _gate = new();
    private readonly List<ActivityCall> _calls = [];

    public IReadOnlyList<ActivityCall> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _calls];
            }
        }
    }

    public void Add(ActivityCall call)
    {
        lock (_gate)
        {
            _calls.Add(call);
        }
    }
}
