using System.Text.Json;
using DurableSagas.Sagas.Events;
using DurableSagas.Testing.Time;
using Grpc.Core;
using Microsoft.DurableTask.Client;

namespace DurableSagas.Testing.Queues;

/// <summary>The queues of compensations by event, their consumers and what these put on record: in memory and virtual time.</summary>
/// <remarks>A message that the host could not be told about is delivered again, as a queue does. They survive a crash of the host.</remarks>
public sealed class EventQueues(VirtualTime time) : ICompensationQueues, IAcknowledgements
{
    private const int DeliveriesOfPoison = 5;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Consumption> _consumers = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, string), CompensationAnswer> _record = [];
    private readonly List<CompensationRequested<JsonElement>> _published = [];
    private readonly List<(DateTimeOffset Due, CompensationRequested<JsonElement> Requested, Consumption How)> _messages = [];
    private int _failures;

    /// <summary>Every event published, in order.</summary>
    public IReadOnlyList<CompensationRequested<JsonElement>> Published => Locked(() => _published.ToArray());

    /// <summary>When the next message is worked off; null when none is left.</summary>
    internal DateTimeOffset? NextDueAt => Locked(() => _messages.Count == 0 ? (DateTimeOffset?)null : _messages.Min(message => message.Due));

    /// <summary>The task hub's client.</summary>
    internal DurableTaskClient? Client { get; set; }

    /// <summary>How messages published to a queue from now on are worked off; a queue of which nothing is said acknowledges at once.</summary>
    public EventQueues On(string queue, Consumption how)
    {
        Locked(() => _consumers[queue] = how);
        return this;
    }

    /// <summary>The next publications, so many of them, fail: the queue service is down.</summary>
    public void FailNext(int publications) => Locked(() => _failures = publications);

    /// <summary>Puts on record that a step is undone, and tells nobody.</summary>
    public void Acknowledge(string instanceId, string step) => Locked(() => _record[(instanceId, step)] = new CompensationAnswer(IsAcknowledged: true));

    /// <inheritdoc/>
    public Task<CompensationAnswer> FindAsync(string instanceId, string step, CancellationToken cancellationToken) =>
        Task.FromResult(Locked(() => _record.GetValueOrDefault((instanceId, step), CompensationAnswer.None)));

    /// <inheritdoc/>
    public async Task PublishAsync(string queue, CompensationRequested<JsonElement> requested, CancellationToken cancellationToken)
    {
        var how = Locked(() =>
        {
            if (_failures > 0)
            {
                _failures--;
                throw new InvalidOperationException("The queue is down, as the test ordered.");
            }

            _published.Add(requested);
            return _consumers.GetValueOrDefault(queue) ?? Consumption.Acknowledges();
        });
        for (var copy = 0; copy < how.Acknowledgements; copy++)
        {
            Locked(() => _messages.Add((time.GetUtcNow() + how.Delay, requested, how)));
        }

        if (how.IsBeforePublished)
        {
            await DeliverAsync();
        }
    }

    /// <summary>Delivers the messages that are due; false when there was none.</summary>
    internal async Task<bool> DeliverAsync()
    {
        var due = Locked(() =>
        {
            var taken = _messages.Where(message => message.Due <= time.GetUtcNow()).ToArray();
            _messages.RemoveAll(taken.Contains);
            return taken;
        });
        foreach (var message in due)
        {
            await DeliverAsync(message);
        }

        return due.Length > 0;
    }

    private async Task DeliverAsync((DateTimeOffset Due, CompensationRequested<JsonElement> Requested, Consumption How) message)
    {
        var requested = message.Requested;
        if (message.How.Error is { } error)
        {
            Locked(() => _record.TryAdd((requested.InstanceId, requested.Step), new CompensationAnswer(false, IsPoisoned: true, DeliveriesOfPoison, error)));
        }
        else
        {
            message.How.Work?.Invoke(requested);
            Acknowledge(requested.InstanceId, requested.Step);
        }

        try
        {
            await Client!.RaiseEventAsync(requested.ReplyTo, CompensationAnswer.EventOf(requested.Step));
        }
        catch (RpcException gone) when (gone.StatusCode is StatusCode.NotFound or StatusCode.FailedPrecondition)
        {
            // Nobody waits any more; what is on record stays.
        }
        catch (RpcException down) when (down.StatusCode is StatusCode.Unavailable)
        {
            Locked(() => _messages.Add(message));
        }
    }

    private void Locked(Action action) => Locked(() =>
    {
        action();
        return true;
    });

    private T Locked<T>(Func<T> read)
    {
        lock (_gate)
        {
            return read();
        }
    }
}
