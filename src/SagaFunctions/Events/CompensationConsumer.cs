using System.Text.Json;
using Azure.Storage.Queues.Models;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Events;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.Steps.Filters;
using DurableSagas.Sagas.Telemetry;
using DurableSagas.Sagas.Texts;
using Grpc.Core;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace DurableSagas.SagaFunctions.Events;

/// <summary>What the consumer of a compensation's queue, and of its poison queue, does around its own work.</summary>
/// <remarks>
/// The acknowledgement is put on record first, and then the saga is woken up: a crash between the two brings the message
/// again. A saga that is gone, has ended or is stuck is not woken, and finds the record when it is rewound.
/// </remarks>
public sealed partial class CompensationConsumer(
    CompensationMessages messages,
    AcknowledgementTable acknowledgements,
    IEnumerable<IStepFilter> filters,
    ILogger<CompensationConsumer> logger)
{
    private readonly IStepFilter[] _filters = [.. filters];

    /// <summary>Undoes the step, and acknowledges that.</summary>
    /// <param name="message">As it was delivered.</param>
    /// <param name="client">Of the task hub in which the saga runs.</param>
    /// <param name="work">Behind a barrier: it may run twice, and late. When it throws, the queue delivers again.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task WorkOffAsync<TRequest>(
        QueueMessage message,
        DurableTaskClient client,
        Func<CompensationRequested<TRequest>, CancellationToken, Task> work,
        CancellationToken cancellationToken)
    {
        var (requested, traceParent) = await messages.ReadAsync<TRequest>(message.Body, cancellationToken);
        try
        {
            var filtered = Filtered(requested, message.DequeueCount, token => work(requested, token));
            await TracedAsync(requested, traceParent, message.DequeueCount, filtered, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            await RecordFailureAsync(requested.InstanceId, requested.Step, exception, message.DequeueCount, cancellationToken);
            throw;
        }

        await acknowledgements.AcknowledgeAsync(requested.InstanceId, requested.Step, cancellationToken);
        await WakeAsync(client, requested.InstanceId, requested.ReplyTo, requested.Step, cancellationToken);
    }

    /// <summary>Tells the saga that its message was given up: it is stuck at once, and not at its deadline.</summary>
    public async Task GiveUpAsync(QueueMessage message, DurableTaskClient client, CancellationToken cancellationToken)
    {
        CompensationRequested<JsonElement> requested;
        try
        {
            requested = (await messages.ReadAsync<JsonElement>(message.Body, cancellationToken)).Requested;
        }
        catch (FormatException foreign)
        {
            LogForeign(logger, foreign, message.MessageId);
            return;
        }

        await acknowledgements.RecordPoisonAsync(requested.InstanceId, requested.Step, cancellationToken);
        LogGivenUp(logger, requested.InstanceId, requested.Step);
        await WakeAsync(client, requested.InstanceId, requested.ReplyTo, requested.Step, cancellationToken);
    }

    private static async Task TracedAsync<TRequest>(
        CompensationRequested<TRequest> requested,
        string? traceParent,
        long delivery,
        Func<CancellationToken, Task> work,
        CancellationToken cancellationToken)
    {
        var consumer = StepWork.Event.ConsumerOf(requested.Step);
        using var span = SagaSpans.Delivery(requested.InstanceId, requested.Saga, requested.Step, consumer, traceParent, delivery);
        try
        {
            await work(cancellationToken);
            SagaSpans.End(span, error: null);
        }
        catch (Exception exception)
        {
            SagaSpans.End(span, exception.Message);
            throw;
        }
    }

    private Func<CancellationToken, Task<NoResult>> Filtered<TRequest>(
        CompensationRequested<TRequest> requested, long delivery, Func<CancellationToken, Task> work)
    {
        var consumer = StepWork.Event.ConsumerOf(requested.Step);
        var attempt = new StepAttempt(requested.InstanceId, requested.Step, consumer, StepOperation.Compensation, (int)delivery);
        Func<CancellationToken, Task<NoResult>> undo = async token => { await work(token); return new NoResult(); };
        return _filters.Aggregate(undo, (inner, filter) => token => filter.RunAsync(attempt, inner, token));
    }

    private async Task RecordFailureAsync(string instanceId, string step, Exception cause, long delivery, CancellationToken cancellationToken)
    {
        try
        {
            await acknowledgements.RecordFailureAsync(instanceId, step, ErrorText.Of(cause), delivery, cancellationToken);
        }
        catch (Exception exception)
        {
            // It only says why; the cause itself is what the queue must see.
            LogNotRecorded(logger, exception, instanceId, step);
        }
    }

    private async Task WakeAsync(DurableTaskClient client, string instanceId, string replyTo, string step, CancellationToken cancellationToken)
    {
        try
        {
            await client.RaiseEventAsync(replyTo, CompensationAnswer.EventOf(step), eventPayload: null, cancellationToken);
        }
        catch (RpcException gone) when (gone.StatusCode is StatusCode.NotFound or StatusCode.FailedPrecondition)
        {
            LogNobodyWaits(logger, instanceId, step, gone.Status.Detail);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Saga '{InstanceId}' does not wait for the compensation of {Step}: {Reason} What is on record stays.")]
    private static partial void LogNobodyWaits(ILogger logger, string instanceId, string step, string reason);

    [LoggerMessage(2, LogLevel.Error, "Saga '{InstanceId}': the message that asks to undo {Step} was given up. Mend its consumer, then rewind the instance.")]
    private static partial void LogGivenUp(ILogger logger, string instanceId, string step);

    [LoggerMessage(3, LogLevel.Error, "Message '{MessageId}' of a poison queue is no compensation event; nobody can be told of it.")]
    private static partial void LogForeign(ILogger logger, Exception exception, string messageId);

    [LoggerMessage(4, LogLevel.Warning, "Saga '{InstanceId}': the consumer's failure to undo {Step} could not be put on record.")]
    private static partial void LogNotRecorded(ILogger logger, Exception exception, string instanceId, string step);
}
