using DurableSagas.Sagas.Outcomes;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace DurableSagas.Sagas.Running.Signals;

/// <summary>Receives a saga's external events; what cannot be read is put on record, and the wait goes on.</summary>
internal sealed partial class EventInbox(TaskOrchestrationContext context)
{
    /// <summary>Anybody could fill the outcome with them.</summary>
    private const int MostKept = 10;

    private readonly ILogger _logger = context.CreateReplaySafeLogger<EventInbox>();
    private readonly List<IgnoredEvent> _ignored = [];

    /// <summary>A copy, as it stands now; null when there is none.</summary>
    public IReadOnlyList<IgnoredEvent>? Ignored => _ignored.Count == 0 ? null : [.. _ignored];

    /// <summary>Waits for a payload that can be read; one that is absent is null.</summary>
    public async Task<T?> ReceiveAsync<T>(string name, string expected, CancellationToken cancellationToken) where T : class
    {
        while (true)
        {
            var received = await context.WaitForExternalEvent<ReceivedEvent?>(name, cancellationToken);
            if (received is null)
            {
                return null;
            }

            if (received.TryRead<T>(out var value))
            {
                return value;
            }

            Ignore(name, expected, received);
        }
    }

    /// <returns>Why it was ignored.</returns>
    public string Ignore(string name, string expected, ReceivedEvent? received)
    {
        var ignored = new IgnoredEvent(
            name,
            context.CurrentUtcDateTime,
            $"Event '{name}' was ignored: expected {expected}, found {received?.Quote ?? "nothing"}.");
        LogIgnored(_logger, context.InstanceId, ignored.Why);
        if (_ignored.Count < MostKept)
        {
            _ignored.Add(ignored);
        }

        return ignored.Why;
    }

    [LoggerMessage(1, LogLevel.Warning, "Saga '{InstanceId}': {Why}")]
    private static partial void LogIgnored(ILogger logger, string instanceId, string why);
}
