using Azure.Data.Tables;
using Azure.Storage.Queues;
using DurableSagas.Projections;
using DurableSagas.Projections.Composition;
using DurableSagas.Projections.Lists;
using DurableSagas.Projections.Notices;
using DurableSagas.Projections.Queries;
using DurableSagas.Projections.Starts;
using DurableSagas.Projections.Views;
using DurableSagas.SagaFunctions.Notices;
using DurableSagas.SagaFunctions.Notices.Dead;
using DurableSagas.SagaFunctions.Notices.Sending;
using DurableSagas.SagaFunctions.Receivers;
using DurableSagas.SagaFunctions.Tests.Azurite;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Views;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace DurableSagas.SagaFunctions.Tests.Notices;

/// <summary>The app's own parts that send notices, on tables and queues of the test's own, and a clock that it sets.</summary>
internal sealed class Notifying : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private long _sequence;

    private Notifying(ServiceProvider services) => _services = services;

    public FakeTimeProvider Time => _services.GetRequiredService<FakeTimeProvider>();

    public QueueServiceClient Queues => _services.GetRequiredService<QueueServiceClient>();

    public DeadNoticeTable Dead => _services.GetRequiredService<DeadNoticeTable>();

    public string Saga { get; } = $"saga-{Guid.NewGuid():N}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private QueueClient Queue => Queues.GetQueueClient(NoticeQueue.Queue);

    /// <param name="receiver">That of the name <c>billing</c>; null: there is none.</param>
    public static async Task<Notifying> StartAsync(AzuriteTables azurite, ReceiverSettings? receiver)
    {
        var (tables, queues) = (azurite.CreateOwnTables(), new OwnQueues(azurite.ConnectionString));
        foreach (var table in new[] { SagaViews.Table, SagaIndex.Table, DeadNoticeTable.Table })
        {
            await tables.CreateTableIfNotExistsAsync(table, Token);
        }

        foreach (var queue in new[] { NoticeQueue.Queue, receiver?.Queue }.OfType<string>())
        {
            await queues.GetQueueClient(queue).CreateAsync(cancellationToken: Token);
        }

        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("WEBSITE_HOSTNAME", "sagas.example")]).Build())
            .AddSingleton(tables)
            .AddSingleton<QueueServiceClient>(queues)
            .AddSingleton(time)
            .AddSingleton<TimeProvider>(time)
            .AddProjections()
            .AddReceivers(receiver is null ? new Dictionary<string, ReceiverSettings>() : new() { ["billing"] = receiver })
            .AddNotices();
        var notifying = new Notifying(services.BuildServiceProvider());
        await notifying.AnnounceAsync();
        return notifying;
    }

    public static ReceiverSettings At(Webhook hook) => new() { Url = hook.Url, Secret = Secret };

    public const string Secret = "a secret of thirty-two characters";

    /// <summary>The saga comes to stand so, and owes a notice of it.</summary>
    public Task BecomesAsync(SagaStatus status)
    {
        Time.Advance(TimeSpan.FromSeconds(1));
        var head = new SagaHead
        {
            Saga = new SagaIdentity(Saga, "order", Protocol.Saga, 1),
            Sequence = ++_sequence,
            Status = status,
            Error = status == SagaStatus.Stuck ? "no paper" : null,
            Step = status == SagaStatus.Stuck ? "PrintReceipt" : null,
            Outcome = status.HasEnded() ? new SagaOutcome { Status = status } : null,
            UpdatedAt = Time.GetUtcNow(),
        };
        return _services.GetRequiredService<SagaViews>().RecordAsync(SagaRows.Of(head), Token);
    }

    public Task SendAsync(CancellationToken? stop = null) => _services.GetRequiredService<NoticeSender>().SendAsync(Saga, stop ?? Token);

    public async Task<IReadOnlyList<NoticeView>> NoticesAsync() => (await new SagaQueries(_services.GetRequiredService<TableServiceClient>()).FindAsync(Saga, Token))!.Notices!;

    public async Task<NoticeView> NoticeAsync() => Assert.Single(await NoticesAsync());

    /// <summary>To the moment of its next attempt.</summary>
    public async Task WaitAsync() => Time.SetUtcNow((await NoticesAsync()).First(notice => notice.IsOwed).NextAttemptAt!.Value);

    /// <summary>Messages that ask to send, those that are not visible yet included.</summary>
    public async Task<int> MessagesAsync() => (await Queue.GetPropertiesAsync(Token)).Value.ApproximateMessagesCount;

    public Task OweAgainAsync(Notice notice) => _services.GetRequiredService<NoticeOutbox>().OweAsync(notice, Time.GetUtcNow(), Token);

    public Task<Notice?> FindAsync(DeadNotice dead) => _services.GetRequiredService<NoticeOutbox>().FindAsync(dead.Saga, dead.Key, Token);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private async Task AnnounceAsync() => await _services.GetRequiredService<Announcements>().InsertAsync(
        new Announcement(new SagaIdentity(Saga, "order", Protocol.Saga, 1), Time.GetUtcNow()) { Request = "{}", RequestHash = "hash", StepNames = ["PrintReceipt"], Notify = "billing" }, Token);
}
