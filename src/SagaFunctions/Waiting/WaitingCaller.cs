using DurableSagas.Projections;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.SagaFunctions.Waiting;

/// <summary>One caller who waits for a saga. No thread does.</summary>
/// <param name="past">The sequence that the caller knows already; null when only the end is of interest.</param>
internal sealed class WaitingCaller(long? past)
{
    private readonly TaskCompletionSource<SagaView?> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Null when the saga is gone.</summary>
    public Task<SagaView?> Answer => _answer.Task;

    // What is stuck, or has failed, does not go on by itself.
    public bool IsAnsweredBy(SagaStatus status, long sequence) => !status.IsUnderWay() || sequence > past;

    public void Tell(SagaView? view)
    {
        if (view is null || IsAnsweredBy(view.Status, view.Sequence))
        {
            _answer.TrySetResult(view);
        }
    }
}
