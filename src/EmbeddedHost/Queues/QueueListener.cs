using Azure.Storage.Queues.Models;
using DurableSagas.EmbeddedHost.Functions;
using DurableSagas.EmbeddedHost.Hosting;
using DurableSagas.EmbeddedHost.Triggers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace DurableSagas.EmbeddedHost.Queues;

/// <summary>Runs each queue function for the messages of its queue, at least once each.</summary>
internal sealed class QueueListener : ITriggerListener, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _givenUp = new();
    private readonly QueuePoller[] _pollers;
    private Task[] _loops = [];

    /// <exception cref="FunctionCatalogException">A queue's name or connection cannot be used.</exception>
    public QueueListener(FunctionCatalog catalog, QueueConnections connections, IConfiguration settings, HostJson hostJson, FunctionInvoker invoker, TimeProvider time, ILogger<QueueListener> logger)
    {
        List<string> faults = [];
        List<QueuePoller> pollers = [];
        foreach (var function in catalog.With<QueueTriggerAttribute>())
        {
            var trigger = (QueueTriggerAttribute)function.Trigger;
            try
            {
                var name = BindingText.Resolve(trigger.QueueName, settings);
                var queue = connections.Of(trigger.Connection, name);
                var worker = new QueueWorker(function, queue, name.EndsWith(PoisonQueue.Suffix, StringComparison.Ordinal) ? null : connections.Of(trigger.Connection, name + PoisonQueue.Suffix), hostJson.Queues, invoker, time, logger);
                pollers.Add(new QueuePoller(queue, worker, hostJson.Queues, time, logger));
            }
            catch (Exception exception) when (exception is FormatException or HostStartException)
            {
                faults.Add($"Queue function '{function.Name}': {exception.Message}");
            }
        }

        _pollers = faults.Count == 0 ? [.. pollers] : throw new FunctionCatalogException(faults);
    }

    public void Start() => _loops = [.. _pollers.Select(poller => poller.RunAsync(_stopping.Token, _givenUp.Token))];

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await using var giveUp = cancellationToken.Register(_givenUp.Cancel);
        await Task.WhenAll(_loops);
    }

    public InvocationTrigger? ByHand(AppFunction function, string input) => function.Trigger is QueueTriggerAttribute
        ? new QueueCall(QueuesModelFactory.QueueMessage(Guid.NewGuid().ToString(), string.Empty, input, dequeueCount: 1))
        : null;

    public void Dispose()
    {
        _stopping.Dispose();
        _givenUp.Dispose();
    }
}
