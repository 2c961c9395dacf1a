using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using DurableSagas.SagaFunctions.Events;
using DurableSagas.SagaFunctions.Tests.Azurite;
using DurableSagas.Sagas.Events;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Telemetry;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace DurableSagas.SagaFunctions.Tests.Events;

/// <summary>A queue of its own on the real emulator, what is published to it, and its consumer.</summary>
internal sealed class CompensationQueue : HttpPipelineSynchronousPolicy
{
    private readonly QueueServiceClient _queues;
    private readonly CompensationMessages _messages;
    private int _requests;

    private CompensationQueue(AzuriteTables azurite)
    {
        var tables = new TableClientOptions();
        tables.AddPolicy(this, HttpPipelinePosition.PerRetry);
        var queues = new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 };
        queues.AddPolicy(this, HttpPipelinePosition.PerRetry);
        Record = new AcknowledgementTable(new TableServiceClient(azurite.ConnectionString, tables), TimeProvider.System);
        _queues = new QueueServiceClient(azurite.ConnectionString, queues);
        _messages = new CompensationMessages(Record, TimeProvider.System);
        Publisher = new CompensationQueues(_queues, _messages);
        Consumer = new CompensationConsumer(_messages, Record, [], NullLogger<CompensationConsumer>.Instance);
    }

    public string Name { get; } = $"queue-{Guid.NewGuid():N}";

    public required string SagaName { get; init; }

    /// <summary>The saga's id.</summary>
    public string Saga { get; } = $"saga-{Guid.NewGuid():N}";

    /// <summary>What events carry that no traced attempt publishes: the compensation's own span.</summary>
    public string StepsTraceParent => $"00-{SagaTrace.TraceIdOf(Saga)}-{SagaTrace.Of(Saga, "Grant", StepOperation.Compensation).SpanId}-00";

    public AcknowledgementTable Record { get; }

    public CompensationQueues Publisher { get; }

    public CompensationConsumer Consumer { get; }

    /// <summary>Knows every instance, and remembers whom it woke.</summary>
    public Mock<DurableTaskClient> Client { get; } = new(MockBehavior.Strict, "test");

    /// <summary>Requests to storage so far.</summary>
    public int Requests => Volatile.Read(ref _requests);

    public static async Task<CompensationQueue> CreateAsync(AzuriteTables azurite, string name = "loyalty")
    {
        var queue = new CompensationQueue(azurite) { SagaName = name };
        await azurite.Tables.CreateTableIfNotExistsAsync(AcknowledgementTable.Table);
        await queue._queues.CreateQueueAsync(queue.Name);
        queue.Client.Setup(client => client.RaiseEventAsync(queue.Saga, "Compensation-Grant", null, It.IsAny<CancellationToken>())).Returns(Task.CompletedTask);
        return queue;
    }

    public override void OnSendingRequest(HttpMessage message) => Interlocked.Increment(ref _requests);

    public CompensationRequested<JsonElement> Requested(string note = "") => new()
    {
        InstanceId = Saga,
        Saga = SagaName,
        Version = 1,
        Step = "Grant",
        IdempotencyKey = $"{Saga}/Grant/compensation",
        Attempt = 1,
        Publication = 1,
        ReplyTo = Saga,
        Deadline = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        Request = JsonSerializer.SerializeToElement(new TakeBack("kim", note), SagaJson.Options),
        Results = new Dictionary<string, JsonElement> { ["Grant"] = JsonSerializer.SerializeToElement(new { points = 5 }, SagaJson.Options) },
    };

    public Task PublishAsync(string note = "") => Publisher.PublishAsync(Name, Requested(note), TestContext.Current.CancellationToken);

    /// <summary>The message as a queue trigger reads it.</summary>
    public async Task<QueueMessage> ReceiveAsync()
    {
        var message = (await _queues.GetQueueClient(Name).ReceiveMessageAsync(cancellationToken: TestContext.Current.CancellationToken)).Value;
        return message ?? throw new InvalidOperationException($"Queue '{Name}' is empty.");
    }

    public Task WorkOffAsync(QueueMessage message, Func<CompensationRequested<TakeBack>, Task>? work = null) =>
        Consumer.WorkOffAsync<TakeBack>(message, Client.Object, (requested, _) => work?.Invoke(requested) ?? Task.CompletedTask, TestContext.Current.CancellationToken);

    public Task<CompensationAnswer> AnswerAsync() => Record.FindAsync(Saga, "Grant", TestContext.Current.CancellationToken);
}
