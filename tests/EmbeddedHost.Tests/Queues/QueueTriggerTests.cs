using System.Text;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using DurableSagas.EmbeddedHost.Functions;
using DurableSagas.EmbeddedHost.Tests.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.EmbeddedHost.Tests.Queues;

public sealed class QueueTriggerTests(AzuriteQueues queues)
{
    private const string QuickHost = """{"version":"2.0","extensions":{"queues":{"maxPollingInterval":"00:00:00.100","maxDequeueCount":3}}}""";

    private readonly Deliveries _deliveries = new();

    [Fact]
    public async Task Message_FunctionSucceeds_IsGivenOnceAndDeleted()
    {
        var queue = await queues.CreateAsync();
        var host = await StartAsync<TakesText>(queue);

        await queue.SendMessageAsync("hello");
        var seen = await _deliveries.NextAsync();
        await host.DisposeAsync();

        Assert.Equal("hello, delivery 1", seen);
        Assert.Equal(0, _deliveries.Waiting);
        Assert.Equal(0, (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
    }

    [Fact]
    public async Task Message_FunctionFailsTwice_IsDeliveredAgainWithItsCount()
    {
        var queue = await queues.CreateAsync();
        _deliveries.Fail(2);
        var host = await StartAsync<TakesText>(queue);

        await queue.SendMessageAsync("hello");
        string[] seen = [await _deliveries.NextAsync(), await _deliveries.NextAsync(), await _deliveries.NextAsync()];
        await host.DisposeAsync();

        Assert.Equal(["hello, delivery 1", "hello, delivery 2", "hello, delivery 3"], seen);
        Assert.Equal(0, (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
    }

    [Fact]
    public async Task Message_FailsAsOftenAsIsAllowed_GoesToThePoisonQueue()
    {
        var queue = await queues.CreateAsync();
        _deliveries.Fail(int.MaxValue);
        var host = await StartAsync<TakesText>(queue);

        await queue.SendMessageAsync("hello");
        string[] seen = [await _deliveries.NextAsync(), await _deliveries.NextAsync(), await _deliveries.NextAsync()];
        await host.DisposeAsync();

        var poison = await queues.ClientAsync($"{queue.Name}-poison");
        Assert.Equal("hello, delivery 3", seen[^1]);
        Assert.Equal(0, _deliveries.Waiting);
        Assert.Equal(0, (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
        Assert.Equal("hello", (await poison.ReceiveMessageAsync()).Value.Body.ToString());
    }

    [Fact]
    public async Task Message_OfAPoisonQueueFails_StaysThereAndWaits()
    {
        var queue = await queues.ClientAsync($"q{Guid.NewGuid():N}-poison");
        await queue.CreateAsync(cancellationToken: TestContext.Current.CancellationToken);
        _deliveries.Fail(int.MaxValue);
        var host = await StartAsync<TakesText>(queue);

        await queue.SendMessageAsync("hello");
        await _deliveries.NextAsync();
        await host.DisposeAsync();

        Assert.Null((await queue.ReceiveMessageAsync()).Value);
        Assert.Equal(1, (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
    }

    [Fact]
    public async Task Stop_RunIsGivenUp_MessageIsLeftForTheNextHost()
    {
        var queue = await queues.CreateAsync();
        _deliveries.Gate = new TaskCompletionSource();
        var host = await StartAsync<TakesText>(queue);

        await queue.SendMessageAsync("hello");
        await _deliveries.NextAsync();
        // The host waits a while for the run, which never ends, and gives it up.
        await host.DisposeAsync();

        Assert.Equal(1, (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
    }

    [Fact]
    public async Task Message_CameBeforeTheQueueOrTheHost_IsStillTaken()
    {
        var queue = await queues.ClientAsync($"q{Guid.NewGuid():N}");
        await using var host = await StartAsync<TakesText>(queue);

        await queue.CreateAsync();
        await queue.SendMessageAsync("late");

        Assert.Equal("late, delivery 1", await _deliveries.NextAsync());
    }

    [Fact]
    public async Task Parameters_EveryType_GetTheMessage()
    {
        var queue = await queues.CreateAsync();
        await using var host = await StartAsync<TakesOrder>(queue);

        await queue.SendMessageAsync("""{"id":"o-1","pieces":2}""");

        Assert.Equal("o-1 2", await _deliveries.NextAsync());
    }

    [Theory]
    [InlineData(typeof(TakesBytes))]
    [InlineData(typeof(TakesData))]
    [InlineData(typeof(TakesMessage))]
    public async Task Parameters_RawTypes_GetTheBody(Type functions)
    {
        var queue = await queues.CreateAsync();
        await using var host = await StartAsync(functions, queue);

        await queue.SendMessageAsync("raw");

        Assert.Equal("raw", await _deliveries.NextAsync());
    }

    [Fact]
    public async Task Message_InAnotherEncoding_GoesToThePoisonQueueAndTheNextOneIsTaken()
    {
        var queue = await queues.CreateAsync();
        var plain = await queues.ClientAsync(queue.Name, QueueMessageEncoding.None);
        var host = await StartAsync<TakesText>(queue);

        await plain.SendMessageAsync("no base64!");
        await queue.SendMessageAsync("hello");
        var seen = await _deliveries.NextAsync();
        await host.DisposeAsync();

        var poison = await queues.ClientAsync($"{queue.Name}-poison", QueueMessageEncoding.None);
        Assert.Equal("hello, delivery 1", seen);
        Assert.Equal("no base64!", (await poison.ReceiveMessageAsync()).Value.Body.ToString());
    }

    [Fact]
    public async Task Outputs_ReturnedList_IsAMessageForEachElement()
    {
        var (queue, target) = (await queues.CreateAsync(), await queues.CreateAsync());
        var host = await StartAsync<Splits>(queue, $"--Target={target.Name}");

        await queue.SendMessageAsync("a b");
        await _deliveries.NextAsync();
        await host.DisposeAsync();

        var sent = (await target.ReceiveMessagesAsync(10)).Value.Select(message => message.Body.ToString());
        Assert.Equal(["a", "b"], sent.Order());
    }

    [Fact]
    public async Task AdminApi_QueueFunction_RunsByHandWithTheInput()
    {
        var queue = await queues.CreateAsync();
        await using var host = await StartAsync<TakesText>(queue);

        var answer = await host.PostAsync("admin/functions/TakesText", """{"input":"by hand"}""");

        Assert.Equal("202 ", answer);
        Assert.Equal("by hand, delivery 1", await _deliveries.NextAsync());
    }

    [Fact]
    public async Task Start_ConnectionIsMissing_IsRefused()
    {
        var refused = await Assert.ThrowsAsync<FunctionCatalogException>(() => TestHost.OfAsync(typeof(TakesText), Services, QuickHost, "--Queue=orders"));

        Assert.Equal(
            ["Queue function 'TakesText': Queue 'orders': the setting 'AzureWebJobsStorage' is missing. Set it to a connection string, or set 'AzureWebJobsStorage__queueServiceUri' for a connection by identity."],
            refused.Faults);
    }

    private Task<TestHost> StartAsync<TFunctions>(QueueClient queue, params string[] settings) => StartAsync(typeof(TFunctions), queue, settings);

    private async Task<TestHost> StartAsync(Type functions, QueueClient queue, params string[] settings) => await TestHost.OfAsync(
        functions, Services, QuickHost, [$"--AzureWebJobsStorage={await queues.ConnectionStringAsync()}", $"--Queue={queue.Name}", .. settings]);

    private void Services(Microsoft.Azure.Functions.Worker.Builder.FunctionsApplicationBuilder builder) => builder.Services.AddSingleton(_deliveries);

    public sealed class TakesText(Deliveries deliveries)
    {
        [Function(nameof(TakesText))]
        public Task RunAsync([QueueTrigger("%Queue%")] string message, int dequeueCount, CancellationToken cancellationToken) =>
            deliveries.TakeAsync($"{message}, delivery {dequeueCount}", cancellationToken);
    }

    public sealed record Order(string Id, int Pieces);

    public sealed class TakesOrder(Deliveries deliveries)
    {
        [Function(nameof(TakesOrder))]
        public Task RunAsync([QueueTrigger("%Queue%")] Order order, CancellationToken cancellationToken) =>
            deliveries.TakeAsync($"{order.Id} {order.Pieces}", cancellationToken);
    }

    public sealed class TakesBytes(Deliveries deliveries)
    {
        [Function(nameof(TakesBytes))]
        public Task RunAsync([QueueTrigger("%Queue%")] byte[] bytes, CancellationToken cancellationToken) =>
            deliveries.TakeAsync(Encoding.UTF8.GetString(bytes), cancellationToken);
    }

    public sealed class TakesData(Deliveries deliveries)
    {
        [Function(nameof(TakesData))]
        public Task RunAsync([QueueTrigger("%Queue%")] BinaryData data, CancellationToken cancellationToken) =>
            deliveries.TakeAsync(data.ToString(), cancellationToken);
    }

    public sealed class TakesMessage(Deliveries deliveries)
    {
        [Function(nameof(TakesMessage))]
        public Task RunAsync([QueueTrigger("%Queue%")] QueueMessage message, CancellationToken cancellationToken) =>
            deliveries.TakeAsync(message.Body.ToString(), cancellationToken);
    }

    public sealed class Splits(Deliveries deliveries)
    {
        [Function(nameof(Splits))]
        [QueueOutput("%Target%")]
        public async Task<string[]> RunAsync([QueueTrigger("%Queue%")] string message, CancellationToken cancellationToken)
        {
            await deliveries.TakeAsync(message, cancellationToken);
            return message.Split(' ');
        }
    }
}
