using DurableSagas.DurableTask.Sqlite.Hub;
using DurableSagas.DurableTask.Sqlite.Instances;
using DurableSagas.DurableTask.Sqlite.Messages;
using DurableTask.Core;
using DurableTask.Core.Exceptions;
using DurableTask.Core.History;

namespace DurableSagas.DurableTask.Sqlite.Client;

/// <summary>Starts instances and sends them messages; each is recorded when the call returns.</summary>
internal sealed class InstanceMessenger(OpenTaskHub hub)
{
    /// <param name="dedupe">States of an instance of the same id that refuse the start; null: none does.</param>
    public async Task StartAsync(TaskMessage message, OrchestrationStatus[]? dedupe)
    {
        if (message.Event is not ExecutionStartedEvent started)
        {
            throw new ArgumentException($"An instance is created by an ExecutionStarted event, but this is a '{message.Event.EventType}'.", nameof(message));
        }

        var instance = new NewInstance(started, dedupe ?? []);
        var outcome = await hub.Store.WriteAsync(
            instance.Record,
            outcome =>
            {
                if (!outcome.IsRefused)
                {
                    hub.Dispatch?.PassingOn.Begin(outcome);
                }
            },
            CancellationToken.None);
        if (outcome.IsRefused)
        {
            throw new OrchestrationAlreadyExistsException(
                $"An orchestration with instance ID '{outcome.Row.Id}' and status '{outcome.Row.Status}' already exists.");
        }
    }

    public async Task SendAsync(IEnumerable<TaskMessage> messages)
    {
        var outbox = new Outbox(messages);
        await hub.Store.WriteAsync(
            rows =>
            {
                outbox.Record(rows);
                return outbox;
            },
            PassOn,
            CancellationToken.None);
    }

    public Task TerminateAsync(string instanceId, string? reason) => SendAsync(instanceId, new ExecutionTerminatedEvent(-1, reason));

    public Task RewindAsync(string instanceId, string? reason) => SendAsync(instanceId, new ExecutionRewoundEvent(-1, reason));

    private Task SendAsync(string instanceId, HistoryEvent sent) =>
        SendAsync([new TaskMessage { OrchestrationInstance = new OrchestrationInstance { InstanceId = instanceId }, Event = sent }]);

    private void PassOn(Outbox outbox)
    {
        hub.Dispatch?.PassingOn.Pass(outbox);
        foreach (var ended in outbox.Ended)
        {
            hub.Waiters.Ended(InstanceState.Of(ended, null));
        }
    }
}
