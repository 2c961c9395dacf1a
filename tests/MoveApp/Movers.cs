using System.Collections.Concurrent;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.MoveApp;

/// <summary>Do the work, note what they have done, and fail as they are told to.</summary>
public sealed class Movers(StepRunner runner)
{
    // Of the process, and not of its services: a definition's code has none. What is mended there is as if it were deployed anew.
    private static readonly ConcurrentDictionary<string, bool> _mended = new();

    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _done = new();

    /// <summary>What was done for a house, in order.</summary>
    public IReadOnlyCollection<string> DoneFor(string house) => Queue(house);

    public static void Mend(string house) => _mended[house] = true;

    public static bool AreMended(string house) => _mended.ContainsKey(house);

    internal Task<StepResult<NoResult>> RunAsync(StepCall<MoveHouse> call, CancellationToken cancellationToken) => runner.RunAsync(call, _ => DoAsync(call), cancellationToken);

    private Task DoAsync(StepCall<MoveHouse> call)
    {
        var request = call.Request;
        if (request.Refuses == call.Activity)
        {
            throw new StepRefusedException($"'{call.Activity}' is refused.");
        }

        if (request.Breaks == call.Activity && !AreMended(request.House))
        {
            throw new InvalidOperationException($"'{call.Activity}' is broken.");
        }

        Queue(request.House).Enqueue(call.Activity);
        return Task.CompletedTask;
    }

    private ConcurrentQueue<string> Queue(string house) => _done.GetOrAdd(house, _ => new ConcurrentQueue<string>());
}
