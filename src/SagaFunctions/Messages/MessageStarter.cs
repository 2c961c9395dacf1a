using System.Text.Json;
using Azure.Storage.Queues.Models;
using DurableSagas.SagaFunctions.Http.Bodies;
using DurableSagas.SagaFunctions.Starting;
using DurableSagas.Sagas.Definitions.Catalog;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Texts;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace DurableSagas.SagaFunctions.Messages;

/// <summary>Starts sagas by messages of a queue, each event once, as starts over HTTP do by their key.</summary>
/// <remarks>
/// A message that cannot start its saga is delivered again, as host.json says, and then given up: it is kept in the table
/// <c>DeadMessages</c>, with the reason, until an operator sends it again.
/// </remarks>
public sealed partial class MessageStarter
{
    private readonly SagaCatalog _catalog;
    private readonly SagaStarter _starter;
    private readonly RequestValidation _validation;
    private readonly DeadMessageTable _dead;
    private readonly ILogger<MessageStarter> _logger;

    internal MessageStarter(
        SagaCatalog catalog, SagaStarter starter, RequestValidation validation, DeadMessageTable dead, ILogger<MessageStarter> logger) =>
        (_catalog, _starter, _validation, _dead, _logger) = (catalog, starter, validation, dead, logger);

    /// <returns>The saga's id; null when the event asks for none.</returns>
    /// <exception cref="FormatException">The message is no CloudEvent 1.0 in JSON.</exception>
    /// <exception cref="Http.Problems.ProblemException">The request is not valid, or the event's key was used with another one.</exception>
    public async Task<string?> StartAsync<TRequest>(
        MessageStart<TRequest> start, QueueMessage message, DurableTaskClient client, CancellationToken cancellationToken)
        where TRequest : class
    {
        var received = StartEvents.Read(message.Body);
        if (start.Request(received) is not { } request)
        {
            LogNotAskedFor(start.Saga.Name, received.Id, received.Source, received.Type);
            return null;
        }

        _validation.Validate(request);
        var saga = _catalog.Find(start.Saga.Name)
            ?? throw new InvalidOperationException($"There is no saga '{start.Saga.Name}' in this app to be started by messages of queue '{start.Queue}'.");
        var id = KeyOf(received).InstanceIdFor(saga.Definition.Name);
        var hash = RequestHash.Of(JsonSerializer.SerializeToElement(request, SagaJson.Options));
        await _starter.StartAsync(client, new SagaStart(id, saga, request, hash, Faults: null), cancellationToken);
        LogStarted(id, saga.Definition.Name, received.Id, received.Source);
        return id;
    }

    /// <summary>Of a message of the poison queue: tries once more, and else keeps it for operators.</summary>
    public async Task GiveUpAsync<TRequest>(
        MessageStart<TRequest> start, QueueMessage message, DurableTaskClient client, CancellationToken cancellationToken)
        where TRequest : class
    {
        try
        {
            await StartAsync(start, message, client, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            var id = await _dead.KeepAsync(start.Queue, message, ErrorText.Of(exception), cancellationToken);
            LogGivenUp(exception, start.Queue, start.Saga.Name, id);
        }
    }

    /// <summary>What a caller over HTTP would send as its key, with which such a saga can be cancelled.</summary>
    private static IdempotencyKey KeyOf(StartEvent received) => new($"{received.Source} {received.Id}");

    [LoggerMessage(1, LogLevel.Information, "Saga '{InstanceId}' of '{Saga}' is started by event '{EventId}' of '{Source}'.")]
    private partial void LogStarted(string instanceId, string saga, string eventId, Uri source);

    [LoggerMessage(2, LogLevel.Debug, "No '{Saga}' is started by event '{EventId}' of '{Source}', type '{Type}': it asks for none.")]
    private partial void LogNotAskedFor(string saga, string eventId, Uri source, string type);

    [LoggerMessage(
        3, LogLevel.Error, "A message of queue '{Queue}' could not start its '{Saga}', and is kept as dead message '{Id}'. Mend the cause, then retry it.")]
    private partial void LogGivenUp(Exception exception, string queue, string saga, string id);
}
