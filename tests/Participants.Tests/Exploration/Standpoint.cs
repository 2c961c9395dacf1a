namespace DurableSagas.Participants.Tests.Exploration;

/// <summary>Where a caller stands after the answers it got, which are all that decides what it does next.</summary>
internal sealed class Standpoint
{
    private readonly Func<Caller, Task<object>> _call;
    private readonly IReadOnlyList<object> _answers;
    private readonly Dictionary<object, Standpoint> _next = [];

    public Standpoint(string name, Func<Caller, Task<object>> call, IReadOnlyList<object> answers)
    {
        Name = name;
        _call = call;
        _answers = answers;

        var caller = new Caller();
        var run = call(caller);

        foreach (var answer in answers)
        {
            caller.GoOn(answer);
        }

        Waiting = caller.Waiting;
        Result = run.IsCompleted ? run.Result : null;
        Assert.True(run.IsCompleted || Waiting is not null, "The caller waits for something that is no request.");
    }

    /// <summary>Tells standpoints apart, in the text of a state.</summary>
    public string Name { get; }

    public Request? Waiting { get; }

    /// <summary>What the call returned or threw; null while it has not ended, for ever if it was stopped.</summary>
    public object? Result { get; }

    public Standpoint After(object answer)
    {
        // Every lost connection is the same to the caller.
        var seen = answer is Exception ? "lost" : answer;

        if (!_next.TryGetValue(seen, out var next))
        {
            _next[seen] = next = new Standpoint($"{Name}.{_next.Count}", _call, [.. _answers, answer]);
        }

        return next;
    }
}
