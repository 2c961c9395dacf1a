using System.Text.Json;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using DurableSagas.Functions.TripBooking;
using DurableSagas.Projections;
using DurableSagas.SagaFunctions.Http.Bodies;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.Messages;
using DurableSagas.SagaFunctions.Tests.Azurite;
using DurableSagas.Sagas.Outcomes;
using FluentValidation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace DurableSagas.SagaFunctions.Tests.Messages;

public sealed class MessageStarterTests(AzuriteTables azurite) : IAsyncLifetime
{
    private static readonly string _queue = $"trips-{Guid.NewGuid():N}";
    private static readonly MessageStart<BookTrip> _start = new(_queue, TripBookingSaga.Definition, received => received.Type == "trip.asked.v1" ? received.DataAs<BookTrip>() : null);

    private ReadSide.ReadSide? _side;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ReadSide.ReadSide Side => _side!;

    private QueueServiceClient Queues => new(azurite.ConnectionString, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });

    private DeadMessageTable Dead => new(Side.Tables, Queues, Side.Host.Time);

    public async ValueTask InitializeAsync()
    {
        _side = await ReadSide.ReadSide.StartAsync(azurite);
        await Side.Tables.CreateTableIfNotExistsAsync(DeadMessageTable.Table, Token);
        await Queues.CreateQueueAsync(_queue, cancellationToken: Token);
    }

    public ValueTask DisposeAsync() => Side.DisposeAsync();

    [Fact]
    public async Task Message_DeliveredTwice_StartsOneSaga()
    {
        var trip = await Side.AnnounceAsync("offers");

        var first = await Starter().StartAsync(_start, MessageOf("event-1", trip), Side.Host.Client, Token);
        await Side.Host.EndOfAsync(first!);
        var again = await Starter().StartAsync(_start, MessageOf("event-1", trip), Side.Host.Client, Token);
        var other = await Starter().StartAsync(_start, MessageOf("event-2", trip), Side.Host.Client, Token);
        await Side.Host.EndOfAsync(other!);

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.Equal(SagaStatus.Completed, (await ViewAsync(first!)).Status);
        Assert.Single(Side.Host.Calls, call => call.Activity == "TryFlight" && call.InputAs<Sagas.Steps.StepCall<BookTrip>>().Saga.Id == first);
    }

    [Fact]
    public async Task Message_OfTheSameEventWithOtherData_IsRefused()
    {
        var trip = await Side.AnnounceAsync("offers");
        await Starter().StartAsync(_start, MessageOf("event-1", trip), Side.Host.Client, Token);

        var refused = await Assert.ThrowsAsync<ProblemException>(() => Starter().StartAsync(_start, MessageOf("event-1", trip with { Travellers = 7 }), Side.Host.Client, Token));

        Assert.Equal("The Idempotency-Key was used before with another body.", refused.Message);
    }

    [Fact]
    public async Task Message_OfAnotherType_StartsNothing()
    {
        var trip = await Side.AnnounceAsync("offers");

        var started = await Starter().StartAsync(_start, MessageOf("event-1", trip, type: "trip.cancelled.v1"), Side.Host.Client, Token);

        Assert.Null(started);
        Assert.Empty(Side.Host.Calls);
    }

    [Theory]
    [InlineData("no json", "The message is no CloudEvent 1.0 in JSON")]
    [InlineData("""{"specversion":"1.0","id":"e","source":"/s","type":"trip.asked.v1"}""", "CloudEvent 'e' of type 'trip.asked.v1' has no data in JSON; expected an object.")]
    [InlineData("""{"id":"e","source":"/s","type":"trip.asked.v1","data":{}}""", "The message is no CloudEvent 1.0 in JSON")]
    public async Task Message_ThatIsNoEvent_SaysWhatIsWrong(string body, string expected)
    {
        var thrown = await Assert.ThrowsAsync<FormatException>(() => Starter().StartAsync(_start, Message(body), Side.Host.Client, Token));

        Assert.StartsWith(expected, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_WithAnInvalidRequest_IsRefusedByItsValidatorAndStartsNothing()
    {
        var trip = await Side.AnnounceAsync("offers");

        var refused = await Assert.ThrowsAsync<ProblemException>(() => Starter(validated: true).StartAsync(_start, MessageOf("event-1", trip with { Travellers = -1 }), Side.Host.Client, Token));

        Assert.Equal(System.Net.HttpStatusCode.BadRequest, refused.Status);
        Assert.Empty(Side.Host.Calls);
    }

    [Fact]
    public async Task Message_GivenUp_IsKeptWithItsReasonUntilItIsSentAgain()
    {
        var trip = await Side.AnnounceAsync("offers");
        var message = MessageOf("event-1", trip with { Travellers = -1 });

        await Starter(validated: true).GiveUpAsync(_start, message, Side.Host.Client, Token);
        await Starter(validated: true).GiveUpAsync(_start, message, Side.Host.Client, Token);
        var kept = Assert.Single((await Dead.ListAsync(50, null, Token)).Items);
        await Dead.SendAgainAsync(kept, Token);

        var sent = await Queues.GetQueueClient(_queue).ReceiveMessagesAsync(cancellationToken: Token);
        Assert.Equal((_queue, message.Body.ToString()), (kept.Queue, kept.Body));
        Assert.Contains("travellers", kept.Reason, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(message.Body.ToString(), Assert.Single(sent.Value).Body.ToString());
        Assert.Empty((await Dead.ListAsync(50, null, Token)).Items);
    }

    [Fact]
    public async Task Message_OfThePoisonQueueThatCanBeStartedByNow_IsStartedAndNotKept()
    {
        var trip = await Side.AnnounceAsync("offers");

        await Starter().GiveUpAsync(_start, MessageOf("event-1", trip), Side.Host.Client, Token);
        await Side.RestAsync();

        Assert.Empty((await Dead.ListAsync(50, null, Token)).Items);
        Assert.Contains("TryFlight", Side.Host.ActivityCalls);
    }

    [Fact]
    public async Task DeadMessages_MoreThanAPage_AreListedTheLastFirstAndNoneTwice()
    {
        for (var number = 1; number <= 5; number++)
        {
            var message = QueuesModelFactory.QueueMessage($"m{number}", "receipt", BinaryData.FromString($"{number}"), 5, insertedOn: Side.Host.Time.GetUtcNow().AddSeconds(number));
            await Dead.KeepAsync(_queue, message, "why", Token);
        }

        var first = await Dead.ListAsync(2, null, Token);
        var second = await Dead.ListAsync(2, first.ContinuationToken, Token);
        var third = await Dead.ListAsync(2, second.ContinuationToken, Token);

        Assert.Equal(["5", "4", "3", "2", "1"], [.. first.Items.Select(item => item.Body), .. second.Items.Select(item => item.Body), .. third.Items.Select(item => item.Body)]);
        Assert.Null(third.ContinuationToken);
    }

    private MessageStarter Starter(bool validated = false)
    {
        var services = new ServiceCollection();
        if (validated)
        {
            services.AddSingleton<IValidator<BookTrip>, BookTripValidator>();
        }

        return new MessageStarter(ExampleApp.Catalog, Side.Starter, new RequestValidation(services.BuildServiceProvider()), Dead, NullLogger<MessageStarter>.Instance);
    }

    private async Task<SagaView> ViewAsync(string id) => (await Side.Queries.FindAsync(id, Token))!;

    private static QueueMessage MessageOf(string id, BookTrip trip, string type = "trip.asked.v1") =>
        Message(JsonSerializer.Serialize(new { specversion = "1.0", id, source = "/travellers", type, data = trip }, Sagas.Json.SagaJson.Options));

    private static QueueMessage Message(string body) =>
        QueuesModelFactory.QueueMessage("m1", "receipt", BinaryData.FromString(body), dequeueCount: 1, insertedOn: new DateTimeOffset(2026, 11, 1, 8, 0, 0, TimeSpan.Zero));
}
