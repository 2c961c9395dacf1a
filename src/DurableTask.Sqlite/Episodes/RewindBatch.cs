using DurableSagas.DurableTask.Sqlite.Messages;
using DurableSagas.DurableTask.Sqlite.Sessions;
using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Core.Tracing;

namespace DurableSagas.DurableTask.Sqlite.Episodes;

/// <summary>The messages with which an ended instance comes back to life: a rewind, and nothing beside it.</summary>
/// <remarks>DurableTask.Core drops a batch in which a rewind is not alone; what else has come waits until the rewind is done.</remarks>
internal static class RewindBatch
{
    public static bool IsNeeded(OrchestrationRuntimeState state) => state.ExecutionCompletedEvent is not null;

    public static List<Message> Take(Session session, OrchestrationRuntimeState state, List<Message> waiting)
    {
        var rewinds = waiting.FindAll(message => message.Event is ExecutionRewoundEvent);
        if (rewinds.Count == 0)
        {
            session.Live = null;
            return [];
        }

        session.PutBack(waiting.Where(message => message.Event is not ExecutionRewoundEvent));

        GiveTrace(state.ExecutionStartedEvent!);
        var chosen = rewinds.FindLast(message => message.Event is ExecutionRewoundEvent { ParentExecutionId: not null });
        return [chosen.Task is null ? rewinds[0] : chosen];
    }

    // DurableTask.Core writes into the trace context of an execution that it rewinds, without asking whether there is one.
    private static void GiveTrace(ExecutionStartedEvent started) =>
        started.ParentTraceContext ??= new DistributedTraceContext($"00-{Guid.NewGuid():N}-{Guid.NewGuid().ToString("N")[..16]}-00");
}
