using DurableTask.Core;
using Microsoft.DurableTask;

namespace DurableSagas.EmbeddedHost.Orchestration;

/// <summary>Turns what an orchestrator threw into what the history keeps.</summary>
internal static class Failures
{
    /// <summary>A failed task's own details become the inner failure, so that the whole chain is in the history.</summary>
    public static FailureDetails Of(Exception exception) => new(
        exception.GetType().FullName ?? exception.GetType().Name,
        exception.Message,
        exception.StackTrace,
        exception is TaskFailedException task ? task.FailureDetails.ToCore()
            : exception.InnerException is { } inner ? Of(inner)
            : null,
        isNonRetriable: false,
        exception is TaskFailedException failed ? failed.FailureDetails.Properties : null);
}
