using System.Security.Cryptography;
using System.Text;
using DurableSagas.Projections.Notices;
using DurableSagas.SagaFunctions.Messages;
using DurableSagas.SagaFunctions.Receivers;
using DurableSagas.SagaFunctions.Tests.Azurite;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.SagaFunctions.Tests.Notices;

public sealed class NoticeSenderTests(AzuriteTables azurite)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Webhook_GetsTheEventOnceAndCanTellWhoSentItAndWhen()
    {
        await using var hook = await Webhook.StartAsync();
        await using var app = await Notifying.StartAsync(azurite, Notifying.At(hook));
        await app.BecomesAsync(SagaStatus.Completed);

        await app.SendAsync();
        await app.SendAsync();

        var posted = Assert.Single(hook.Posts);
        var data = posted.Event.GetProperty("data");
        var seconds = app.Time.GetUtcNow().ToUnixTimeSeconds();
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Notifying.Secret), Encoding.UTF8.GetBytes($"{seconds}.{posted.Body}")));
        Assert.Equal(($"t={seconds},v1={expected}", "application/cloudevents+json; charset=utf-8", "sagas.example"), (posted.Signature, posted.ContentType, posted.Origin));
        Assert.Equal(("1.0", "/sagas/order", SagaNotice.Ended, app.Saga), (Text("specversion"), Text("source"), Text("type"), Text("subject")));
        Assert.StartsWith($"{app.Saga}/1/", Text("id"), StringComparison.Ordinal);
        Assert.Equal((app.Saga, "Completed", 1), (data.GetProperty("id").GetString(), data.GetProperty("status").GetString(), data.GetProperty("sequence").GetInt64()));
        var notice = await app.NoticeAsync();
        Assert.Equal((1, app.Time.GetUtcNow(), null, null), (notice.Attempts, notice.DeliveredAt, notice.NextAttemptAt, notice.Error));

        string? Text(string attribute) => posted.Event.GetProperty(attribute).GetString();
    }

    [Fact]
    public async Task Webhook_ThatAsksToWait_GetsTheSameEventThenAndTheNextOneAfterIt()
    {
        await using var hook = await Webhook.StartAsync();
        await using var app = await Notifying.StartAsync(azurite, Notifying.At(hook));
        await app.BecomesAsync(SagaStatus.Stuck);
        hook.Answer(503, retryAfter: "90");
        await app.SendAsync();
        var (failed, asked) = (await app.NoticeAsync(), app.Time.GetUtcNow());
        await app.BecomesAsync(SagaStatus.Completed);

        await app.SendAsync();
        var early = hook.Posts.Count;
        await app.WaitAsync();
        await app.SendAsync();

        Assert.Equal((1, asked.AddSeconds(90), "Receiver 'billing' answered 503."), (failed.Attempts, failed.NextAttemptAt, failed.Error));
        Assert.Equal(1, early);
        Assert.Equal([SagaNotice.Stuck, SagaNotice.Stuck, SagaNotice.Ended], hook.Posts.Select(posted => posted.Type));
        Assert.Equal(hook.Posts.First().Body, hook.Posts.ElementAt(1).Body);
        // Two by whoever wrote the views, one for the pause, and one by who came too early.
        Assert.Equal(4, await app.MessagesAsync());
    }

    [Theory]
    [InlineData(410)]
    [InlineData(415)]
    public async Task Webhook_ThatWantsNone_IsSentNoneAgainAndHoldsBackNoOther(int status)
    {
        await using var hook = await Webhook.StartAsync();
        await using var app = await Notifying.StartAsync(azurite, Notifying.At(hook));
        await app.BecomesAsync(SagaStatus.Stuck);
        await app.BecomesAsync(SagaStatus.Completed);
        hook.Answer(status);

        await app.SendAsync();

        Assert.Equal([SagaNotice.Stuck, SagaNotice.Ended], hook.Posts.Select(posted => posted.Type));
        var notices = await app.NoticesAsync();
        Assert.Equal((app.Time.GetUtcNow(), null), (notices[0].GivenUpAt, notices[0].NextAttemptAt));
        Assert.Equal(app.Time.GetUtcNow(), notices[1].DeliveredAt);
        var dead = Assert.Single((await app.Dead.ListAsync(10, null, Token)).Items);
        Assert.Equal((app.Saga, "billing", SagaNotice.Stuck, $"Receiver 'billing' answered {status}."), (dead.Saga, dead.Receiver, dead.Type, dead.Reason));
    }

    [Fact]
    public async Task Webhook_DownForADay_IsTriedAtLongerAndLongerPausesAndGivenUpAtItsEnd()
    {
        await using var hook = await Webhook.StartAsync();
        await using var app = await Notifying.StartAsync(azurite, Notifying.At(hook));
        await app.BecomesAsync(SagaStatus.Completed);
        var since = app.Time.GetUtcNow();
        List<DateTimeOffset> attempts = [];

        while ((await app.NoticeAsync()).IsOwed)
        {
            hook.Answer(500);
            attempts.Add(app.Time.GetUtcNow());
            await app.SendAsync();
            if ((await app.NoticeAsync()).IsOwed)
            {
                await app.WaitAsync();
            }
        }

        var pauses = attempts.Zip(attempts.Skip(1), (one, next) => next - one).ToArray();
        Assert.Equal(since.AddDays(1), attempts[^1]);
        Assert.InRange(pauses[0], TimeSpan.FromSeconds(2.5), TimeSpan.FromSeconds(5));
        Assert.InRange(pauses[5], TimeSpan.FromSeconds(80), TimeSpan.FromSeconds(160));
        Assert.All(pauses, pause => Assert.InRange(pause, TimeSpan.Zero, TimeSpan.FromHours(1)));
        Assert.InRange(attempts.Count, 30, 60);
        Assert.Equal(attempts.Count, (await app.NoticeAsync()).Attempts);
        Assert.Single((await app.Dead.ListAsync(10, null, Token)).Items);
    }

    [Fact]
    public async Task Webhook_ThatWasMended_GetsADeadNoticeThatIsOwedAgain()
    {
        await using var hook = await Webhook.StartAsync();
        await using var app = await Notifying.StartAsync(azurite, Notifying.At(hook));
        await app.BecomesAsync(SagaStatus.Completed);
        hook.Answer(410);
        await app.SendAsync();
        app.Time.Advance(TimeSpan.FromDays(30));
        hook.Answer(500);

        await app.OweAgainAsync((await app.FindAsync((await app.Dead.ListAsync(10, null, Token)).Items[0]))!);
        await app.SendAsync();
        var tried = await app.NoticeAsync();
        await app.WaitAsync();
        await app.SendAsync();

        Assert.Equal((1, null, true), (tried.Attempts, tried.GivenUpAt, tried.IsOwed));
        Assert.NotNull((await app.NoticeAsync()).DeliveredAt);
        Assert.Single(hook.Posts.Select(posted => posted.Event.GetProperty("id").GetString()).Distinct());
    }

    [Fact]
    public async Task Webhook_ThatDidNotAgree_IsSentNothingUntilItDoes()
    {
        await using var hook = await Webhook.StartAsync();
        await using var app = await Notifying.StartAsync(azurite, Notifying.At(hook));
        await app.BecomesAsync(SagaStatus.Completed);
        hook.Allows = "other.example";
        await app.SendAsync();
        var (posts, refused) = (hook.Posts.Count, await app.NoticeAsync());

        hook.Allows = "sagas.example";
        await app.WaitAsync();
        await app.SendAsync();

        Assert.Equal((0, "Receiver 'billing' answered OPTIONS with 200 and WebHook-Allowed-Origin 'other.example'; expected 200 and 'sagas.example' or '*'."), (posts, refused.Error));
        Assert.Single(hook.Posts);
        Assert.Equal(["sagas.example", "sagas.example"], hook.Asked);
    }

    [Fact]
    public async Task Webhook_ThatAgreed_IsAskedAgainAfterAnHour()
    {
        await using var hook = await Webhook.StartAsync();
        await using var app = await Notifying.StartAsync(azurite, Notifying.At(hook));
        foreach (var (status, later) in new[] { (SagaStatus.Stuck, 0), (SagaStatus.Running, 0), (SagaStatus.Stuck, 58), (SagaStatus.Running, 0), (SagaStatus.Completed, 2) })
        {
            app.Time.Advance(TimeSpan.FromMinutes(later));
            await app.BecomesAsync(status);
            await app.SendAsync();
        }

        Assert.Equal((3, 2), (hook.Posts.Count, hook.Asked.Count));
    }

    [Fact]
    public async Task Webhook_ThatSaysNothing_IsTriedAgainAfterItsTime()
    {
        await using var hook = await Webhook.StartAsync();
        await using var app = await Notifying.StartAsync(azurite, Notifying.At(hook));
        await app.BecomesAsync(SagaStatus.Completed);
        hook.AnswerBy(context =>
        {
            app.Time.Advance(TimeSpan.FromSeconds(10));
            return Webhook.SilenceAsync(context);
        });

        await app.SendAsync();

        Assert.Equal("Receiver 'billing' did not answer within 00:00:10.", (await app.NoticeAsync()).Error);
        Assert.True((await app.NoticeAsync()).IsOwed);
    }

    [Fact]
    public async Task Webhook_ThatRedirects_IsNotFollowed()
    {
        await using var hook = await Webhook.StartAsync();
        await using var app = await Notifying.StartAsync(azurite, Notifying.At(hook));
        await app.BecomesAsync(SagaStatus.Completed);
        hook.Answer(307);

        await app.SendAsync();

        Assert.Equal("Receiver 'billing' answered 307.", (await app.NoticeAsync()).Error);
    }

    [Fact]
    public async Task Process_ThatDiesOverAnAttempt_HasMadeOneAndAnotherFollows()
    {
        await using var hook = await Webhook.StartAsync();
        await using var app = await Notifying.StartAsync(azurite, Notifying.At(hook));
        await app.BecomesAsync(SagaStatus.Completed);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        hook.AnswerBy(async context =>
        {
            await stop.CancelAsync();
            await Webhook.SilenceAsync(context);
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => app.SendAsync(stop.Token));

        await app.SendAsync();
        var tooEarly = hook.Posts.Count;
        await app.WaitAsync();
        await app.SendAsync();

        Assert.Equal((1, 2), (tooEarly, hook.Posts.Count));
        Assert.Equal((2, true), ((await app.NoticeAsync()).Attempts, (await app.NoticeAsync()).DeliveredAt is not null));
    }

    [Fact]
    public async Task Queue_GetsTheEventAsAStarterByMessageReadsIt()
    {
        await using var app = await Notifying.StartAsync(azurite, new ReceiverSettings { Queue = "orders-ended" });
        await app.BecomesAsync(SagaStatus.Stuck);

        await app.SendAsync();

        var message = (await app.Queues.GetQueueClient("orders-ended").ReceiveMessageAsync(cancellationToken: Token)).Value;
        var received = StartEvents.Read(message.Body);
        var told = received.DataAs<SagaNotice>();
        Assert.Equal((SagaNotice.Stuck, app.Saga, SagaStatus.Stuck, "PrintReceipt", "no paper"), (received.Type, received.Subject, told.Status, told.Step, told.Error));
        Assert.NotNull((await app.NoticeAsync()).DeliveredAt);
    }

    [Fact]
    public async Task Receiver_ThatIsNotRegisteredAnyMore_IsWaitedForAndNamed()
    {
        await using var app = await Notifying.StartAsync(azurite, receiver: null);
        await app.BecomesAsync(SagaStatus.Completed);

        await app.SendAsync();

        Assert.Equal("Receiver 'billing' is not registered any more: set 'Receivers__billing__Url' or '__Queue'.", (await app.NoticeAsync()).Error);
    }
}
