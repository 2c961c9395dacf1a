using System.Text.Json;
using System.Text.RegularExpressions;
using Azure.Storage.Queues.Models;
using DurableSagas.SagaFunctions.Tests.Azurite;
using DurableSagas.Sagas.Events;
using DurableSagas.Sagas.Steps;
using Grpc.Core;
using Moq;

namespace DurableSagas.SagaFunctions.Tests.Events;

public sealed partial class CompensationConsumerTests(AzuriteTables azurite)
{
    [Fact]
    public async Task Message_Published_IsACloudEventThatNeverExpires()
    {
        var queue = await CompensationQueue.CreateAsync(azurite);

        await queue.PublishAsync();
        var message = await queue.ReceiveAsync();

        Assert.Equal(9999, message.ExpiresOn!.Value.Year);
        Assert.Equal(
            """{"specversion":"1.0","id":"SAGA/Grant/compensation/1","source":"/sagas/loyalty","type":"durablesagas.compensation-requested.v1","subject":"SAGA/Grant","time":"NOW","datacontenttype":"application/json","traceparent":"TRACE","data":{"instanceId":"SAGA","saga":"loyalty","version":1,"step":"Grant","idempotencyKey":"SAGA/Grant/compensation","attempt":1,"publication":1,"replyTo":"SAGA","deadline":"2026-01-02T03:04:05+00:00","request":{"member":"kim","note":""},"results":{"Grant":{"points":5}}}}""",
            Time().Replace(message.Body.ToString(), "\"time\":\"NOW\"").Replace(queue.Saga, "SAGA", StringComparison.Ordinal).Replace(queue.StepsTraceParent, "TRACE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Consumer_Works_PutsItOnRecordBeforeItWakesTheSaga()
    {
        var queue = await CompensationQueue.CreateAsync(azurite);
        CompensationAnswer? whenWoken = null;
        queue.Client.Setup(client => client.RaiseEventAsync(queue.Saga, "Compensation-Grant", null, It.IsAny<CancellationToken>())).Returns(async () => whenWoken = await queue.AnswerAsync());
        await queue.PublishAsync("hello");
        CompensationRequested<TakeBack>? worked = null;

        await queue.WorkOffAsync(await queue.ReceiveAsync(), requested => Task.FromResult(worked = requested));

        Assert.True(whenWoken?.IsAcknowledged);
        Assert.Equal((new TakeBack("kim", "hello"), 5), (worked!.Request, worked.Results["Grant"].GetProperty("points").GetInt32()));
    }

    [Fact]
    public async Task Compensation_FromPublicationToLook_TakesFiveStorageRequestsOfItsOwn()
    {
        var queue = await CompensationQueue.CreateAsync(azurite);
        var before = queue.Requests;

        await queue.AnswerAsync();
        await queue.PublishAsync();
        var message = await queue.ReceiveAsync();
        await queue.WorkOffAsync(message);
        await queue.AnswerAsync();

        // Look, send, receive, record, look; the host deletes the message by a sixth.
        Assert.Equal(5, queue.Requests - before);
    }

    [Theory]
    [InlineData(StatusCode.NotFound)]
    [InlineData(StatusCode.FailedPrecondition)]
    public async Task Saga_GoneEndedOrStuck_IsNoConcernOfTheConsumer(StatusCode status)
    {
        var queue = await CompensationQueue.CreateAsync(azurite);
        queue.Client.Setup(client => client.RaiseEventAsync(queue.Saga, "Compensation-Grant", null, It.IsAny<CancellationToken>())).ThrowsAsync(new RpcException(new Status(status, "gone")));
        await queue.PublishAsync();
        var message = await queue.ReceiveAsync();

        await queue.WorkOffAsync(message);
        await queue.WorkOffAsync(message);
        await queue.Consumer.GiveUpAsync(message, queue.Client.Object, TestContext.Current.CancellationToken);

        Assert.Equal(new CompensationAnswer(IsAcknowledged: true), await queue.AnswerAsync());
    }

    [Fact]
    public async Task TaskHub_DoesNotAnswer_LeavesTheMessageToTheQueueAndTheRecordInPlace()
    {
        var queue = await CompensationQueue.CreateAsync(azurite);
        queue.Client.Setup(client => client.RaiseEventAsync(queue.Saga, "Compensation-Grant", null, It.IsAny<CancellationToken>())).ThrowsAsync(new RpcException(new Status(StatusCode.Unavailable, "down")));
        await queue.PublishAsync();
        var message = await queue.ReceiveAsync();

        await Assert.ThrowsAsync<RpcException>(() => queue.WorkOffAsync(message));

        Assert.True((await queue.AnswerAsync()).IsAcknowledged);
    }

    [Fact]
    public async Task Consumer_Fails_PutsItsErrorOnRecordUntilItWorks()
    {
        var queue = await CompensationQueue.CreateAsync(azurite);
        await queue.PublishAsync();
        var message = await queue.ReceiveAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => queue.WorkOffAsync(message, _ => throw new InvalidOperationException("broken")));
        var failed = await queue.AnswerAsync();
        await queue.Consumer.GiveUpAsync(message, queue.Client.Object, TestContext.Current.CancellationToken);
        var poisoned = await queue.AnswerAsync();
        await queue.WorkOffAsync(message);

        Assert.Equal(new CompensationAnswer(false, IsPoisoned: false, Deliveries: 1, "broken"), failed);
        Assert.Equal(failed with { IsPoisoned = true }, poisoned);
        Assert.True((await queue.AnswerAsync()).IsAcknowledged);
    }

    [Theory]
    [InlineData(40_000, false)]
    [InlineData(60_000, true)]
    [InlineData(120_000, true)]
    public async Task Data_TooLongForAMessage_TravelsByReference(int length, bool byReference)
    {
        var queue = await CompensationQueue.CreateAsync(azurite);
        var note = string.Concat(Enumerable.Repeat("ä€😀 ", length / 5));
        CompensationRequested<TakeBack>? worked = null;

        await queue.PublishAsync(byReference ? note : new string('x', length));
        var message = await queue.ReceiveAsync();
        await queue.WorkOffAsync(message, requested => Task.FromResult(worked = requested));

        Assert.Equal(byReference, JsonDocument.Parse(message.Body).RootElement.TryGetProperty("dataref", out _));
        Assert.Equal(byReference ? note : new string('x', length), worked!.Request.Note);
    }

    [Fact]
    public async Task Data_TooLongForARow_IsRefused()
    {
        var queue = await CompensationQueue.CreateAsync(azurite);

        var refused = await Assert.ThrowsAsync<StepRefusedException>(() => queue.PublishAsync(new string('x', 400_000)));

        Assert.EndsWith("a row holds 384000 at most. Keep them elsewhere, and pass references.", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("{}")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/x","type":"other","data":{}}""")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/x","type":"durablesagas.compensation-requested.v1"}""")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/x","type":"durablesagas.compensation-requested.v1","dataref":"/SagaViews/a/b"}""")]
    public async Task Message_NotOfACompensation_IsNotWorkedOffAndNobodyIsTold(string text)
    {
        var queue = await CompensationQueue.CreateAsync(azurite);
        var message = QueuesModelFactory.QueueMessage("1", "receipt", text, dequeueCount: 1);

        await Assert.ThrowsAsync<FormatException>(() => queue.WorkOffAsync(message));
        await queue.Consumer.GiveUpAsync(message, queue.Client.Object, TestContext.Current.CancellationToken);

        queue.Client.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task Record_Deleted_LeavesNothingOfTheSaga()
    {
        var queue = await CompensationQueue.CreateAsync(azurite);
        await queue.PublishAsync(new string('x', 60_000));
        await queue.WorkOffAsync(await queue.ReceiveAsync());

        await queue.Record.DeleteAsync(queue.Saga, TestContext.Current.CancellationToken);

        Assert.Equal(CompensationAnswer.None, await queue.AnswerAsync());
    }

    [GeneratedRegex("\"time\":\"[^\"]+\"")]
    private static partial Regex Time();
}
