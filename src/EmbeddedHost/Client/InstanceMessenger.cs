using DurableSagas.EmbeddedHost.Dispatch;
using DurableSagas.EmbeddedHost.TaskHub;
using DurableTask.Core;
using DurableTask.Core.History;
using Grpc.Core;

namespace DurableSagas.EmbeddedHost.Client;

/// <summary>Sends instances events, and asks them to end, to pause and to go on.</summary>
internal sealed class InstanceMessenger(TimeProvider time, EngineStore store)
{
    public Task RaiseAsync(string instanceId, string eventName, string? payload, CancellationToken cancellationToken) =>
        SendAsync(instanceId, new EventRaisedEvent(-1, payload!) { Name = eventName }, Refusal.OfEvent, cancellationToken);

    public Task SuspendAsync(string instanceId, string? reason, CancellationToken cancellationToken) =>
        SendAsync(instanceId, new ExecutionSuspendedEvent(-1, reason!), Refusal.OfSuspension, cancellationToken);

    public Task ResumeAsync(string instanceId, string? reason, CancellationToken cancellationToken) =>
        SendAsync(instanceId, new ExecutionResumedEvent(-1, reason!), Refusal.OfResumption, cancellationToken);

    public Task TerminateAsync(string instanceId, string? output, CancellationToken cancellationToken) =>
        SendAsync(instanceId, new ExecutionTerminatedEvent(-1, output!), Refusal.OfTermination, cancellationToken);

    private async Task SendAsync(
        string instanceId, HistoryEvent message, Func<InstanceRow, RpcException?> refuse, CancellationToken cancellationToken)
    {
        message.Timestamp = time.GetUtcNow().UtcDateTime;
        var encoded = MessageCodec.Encode(message);
        var refusal = await store.WriteAsync(
            rows => Record(rows, instanceId, message, encoded, refuse), PassOn, cancellationToken);
        if (refusal.Refused is { } refused)
        {
            throw refused;
        }
    }

    private static Sent Record(
        HubRows rows, string instanceId, HistoryEvent message, byte[] encoded, Func<InstanceRow, RpcException?> refuse)
    {
        if (rows.Instances.Find(instanceId) is not { } row)
        {
            return new Sent(Refusal.NotFound(instanceId), null, null);
        }

        if (refuse(row) is { } refused)
        {
            return new Sent(refused, null, null);
        }

        if (message is ExecutionTerminatedEvent terminated && row is { Episode: 0, ScheduledStart: not null, Status: OrchestrationStatus.Pending })
        {
            EndUnstarted(rows, row, terminated);
            return new Sent(null, null, row.Id);
        }

        var sequence = rows.NextSequence();
        rows.Inbox.Add(sequence, row.Key, encoded);
        return new Sent(null, new Delivery(new InstanceKey(row.Key, row.Id), new Message(message, sequence)), null);
    }

    // An instance that waits for its start has no episode in which it could take the message up.
    private static void EndUnstarted(HubRows rows, InstanceRow row, ExecutionTerminatedEvent terminated)
    {
        var start = MessageCodec.Decode(rows.History.All(row.Key));
        var completion = new ExecutionCompletedEvent(0, terminated.Input, OrchestrationStatus.Terminated) { Timestamp = terminated.Timestamp };
        rows.Inbox.DeleteAll(row.Key);
        rows.Timers.DeleteAll(row.Key);
        rows.History.Replace(row.Key, MessageCodec.Encode([.. start, terminated, completion]));
        rows.Instances.Replace(row.Episode, row with
        {
            Status = OrchestrationStatus.Terminated,
            Updated = terminated.Timestamp,
            Episode = 1,
            OpenWork = 0,
            Output = terminated.Input,
        });
    }

    private void PassOn(Sent sent)
    {
        if (sent.Delivery is { } delivery)
        {
            store.Sessions.Post(delivery.Target, delivery.Message);
        }

        if (sent.Ended is { } ended)
        {
            store.Waiters.Changed(ended);
        }
    }

    private sealed record Sent(RpcException? Refused, Delivery? Delivery, string? Ended);
}
