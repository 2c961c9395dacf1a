using DurableSagas.DurableTask.Sqlite.Tests.Running;
using DurableTask.Core;
using DurableTask.Core.History;

namespace DurableSagas.DurableTask.Sqlite.Tests.Crashes;

/// <summary>One thing that a caller does, and how they see whether it was accepted before they do it again.</summary>
internal sealed record Step(Func<TestHub, Task> ActAsync, Func<TestHub, Task<bool>> IsAcceptedAsync, Func<TestHub, Task<bool>> IsDoneAsync)
{
    public static Step Start(string name, string id, string? input, Func<TestHub, Task<bool>> isDone) => new(
        hub => hub.StartInstanceAsync(name, input, id),
        async hub => await hub.FindAsync(id) is not null,
        isDone);

    /// <param name="isTaken">For an event that may be in a history which is there no more.</param>
    public static Step Raise(string id, string name, string input, Func<TestHub, Task<bool>> isDone, Func<TestHub, Task<bool>>? isTaken = null) => new(
        hub => hub.RaiseAsync(id, name, input),
        async hub => await HasReceivedAsync(hub, id, recorded => recorded is EventRaisedEvent raised && raised.Name == name)
            || (isTaken is not null && await isTaken(hub)),
        isDone);

    public static Step Send(string id, HistoryEvent sent, Func<TestHub, Task<bool>> isDone) => new(
        hub => hub.Service.SendTaskOrchestrationMessageAsync(
            new TaskMessage { OrchestrationInstance = new OrchestrationInstance { InstanceId = id }, Event = sent }),
        hub => HasReceivedAsync(hub, id, recorded => recorded.EventType == sent.EventType),
        isDone);

    /// <param name="mend">What is done about the cause first.</param>
    public static Step Rewind(string id, Action mend) => new(
        hub =>
        {
            mend();
            return hub.Service.RewindTaskOrchestrationAsync(id, "mended");
        },
        _ => Task.FromResult(false),
        IsAsync(id, state => state.OrchestrationStatus == OrchestrationStatus.Completed));

    public static Step Wait(TimeSpan time, Func<TestHub, Task<bool>> isDone) => new(
        hub =>
        {
            hub.Time.Advance(time);
            return Task.CompletedTask;
        },
        _ => Task.FromResult(false),
        isDone);

    public static Func<TestHub, Task<bool>> HasEndedAsync(params string[] ids) => async hub =>
    {
        foreach (var id in ids)
        {
            if (await hub.FindAsync(id) is not { OrchestrationStatus: not (OrchestrationStatus.Running or OrchestrationStatus.Pending or OrchestrationStatus.Suspended) })
            {
                return false;
            }
        }

        return true;
    };

    public static Func<TestHub, Task<bool>> IsAsync(string id, Predicate<OrchestrationState> isSo) =>
        async hub => await hub.FindAsync(id) is { } state && isSo(state);

    public static Func<TestHub, Task<bool>> HasAsync<TEvent>(string id, int count = 1)
        where TEvent : HistoryEvent =>
        async hub => (await hub.HistoryAsync(id)).OfType<TEvent>().Count() >= count;

    // The messages first: one that is taken up between the two looks is then seen in the history.
    private static async Task<bool> HasReceivedAsync(TestHub hub, string id, Predicate<HistoryEvent> isIt) =>
        (await hub.MessagesAsync(id)).Any(isIt.Invoke) || (await hub.HistoryAsync(id)).Any(isIt.Invoke);
}
