using DurableTask.Core;
using Microsoft.DurableTask;

namespace DurableSagas.EmbeddedHost.Orchestration;

/// <summary>A call of an activity or a sub-orchestration whose end the orchestrator may await.</summary>
internal sealed class OpenCall<TResult>(OpenTaskKind kind, string name, int id, DataConverter converter)
    : TaskCompletionSource<TResult>, IOpenTask
{
    public OpenTaskKind Kind => kind;

    /// <summary>Known once the call has failed; it alone says whether a retry makes sense.</summary>
    public FailureDetails? Failure { get; private set; }

    public void Complete(string? result)
    {
        TResult value;
        try
        {
            value = result is null ? default! : converter.Deserialize<TResult>(result)!;
        }
        catch (Exception unreadable)
        {
            SetException(unreadable);
            return;
        }

        SetResult(value);
    }

    public void Fail(string? reason, FailureDetails? details)
    {
        const string Unknown = "(unknown)";
        Failure = details;
        SetException(new TaskFailedException(
            name, id, TaskFailureDetails.FromCore(details) ?? new(Unknown, reason ?? Unknown, null, null, null)));
    }
}
