using DurableTask.Core.History;

namespace DurableSagas.EmbeddedHost.Orchestration;

/// <summary>Makes durable timers; a long one is a chain, each link an event of its own.</summary>
internal sealed class DurableTimers(ExecutionState state, TimeSpan longest)
{
    public Task CreateAsync(DateTime fireAt, CancellationToken cancellationToken)
    {
        var due = fireAt.ToUniversalTime();
        return due - state.Position.UtcNow > longest ? CreateChainAsync(due, cancellationToken) : CreateOneAsync(due, cancellationToken);
    }

    public Task CreateOneAsync(DateTime due, CancellationToken cancellationToken)
    {
        var id = state.Actions.NextId;
        state.Actions.Add(new TimerCreatedEvent(id, due));
        var timer = new OpenTimer(id, state.OpenTasks, state.Thread);
        state.OpenTasks.Add(id, timer);
        timer.CancelWith(cancellationToken);
        return timer.Task;
    }

    private async Task CreateChainAsync(DateTime due, CancellationToken cancellationToken)
    {
        while (due - state.Position.UtcNow > longest && !cancellationToken.IsCancellationRequested)
        {
            await CreateOneAsync(state.Position.UtcNow.Add(longest), cancellationToken);
        }

        await CreateOneAsync(due, cancellationToken);
    }
}
