namespace DurableSagas.Participants.Tests.Exploration;

/// <summary>One run of one caller of the code under test; it stands still at each request until it is answered.</summary>
internal sealed class Caller
{
    private Action<object> _answer = _ => { };
    private Action<Exception> _fail = _ => { };

    public Request? Waiting { get; private set; }

    public Task<T> AskAsync<T>(Func<World, T> request)
        where T : notnull
    {
        // Continuations run inside SetResult: when it returns, the caller stands at its next request or has ended.
        var answer = new TaskCompletionSource<T>();
        _answer = result => answer.SetResult((T)result);
        _fail = answer.SetException;
        Waiting = world => request(world);
        return answer.Task;
    }

    public void GoOn(object answer)
    {
        Waiting = null;

        if (answer is Exception failure)
        {
            _fail(failure);
        }
        else
        {
            _answer(answer);
        }
    }
}
