using DurableSagas.Projections.Starts;
using DurableSagas.Projections.Tests.Azurite;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Projections.Tests.Starts;

public sealed class AnnouncementsTests(AzuriteStorage azurite)
{
    [Fact]
    public async Task InsertAsync_NewId_CanBeReadAtOnceWithEveryStepPending()
    {
        var saga = new SagaUnderTest(azurite, "ReserveStock", "ChargePayment");

        var known = await saga.InsertAsync();

        var view = await saga.ViewAsync();
        Assert.Null(known);
        Assert.Equal((saga.Id, "order", 3, SagaStatus.Pending, 0), (view.Id, view.Name, view.Version, view.Status, view.Sequence));
        Assert.Equal((SagaUnderTest.Created, SagaUnderTest.Created, SagaUnderTest.Created), (view.CreatedAt, view.UpdatedAt, view.AsOf));
        Assert.Equal("""{"orderId":"o-1"}""", view.Request!.Value.GetRawText());
        Assert.Equal((null, null, Consistency.Eventual), (view.Outcome, view.Error, view.Consistency));
        Assert.Equal(
            [new StepView("ReserveStock", StepStatus.Pending, 0, null, null, null), new StepView("ChargePayment", StepStatus.Pending, 0, null, null, null)],
            view.Steps);
    }

    [Fact]
    public async Task InsertAsync_SameRequestLater_TellsTheFirstAnnouncement()
    {
        var saga = new SagaUnderTest(azurite, "ReserveStock");
        await saga.InsertAsync();
        saga.Clock.Now += TimeSpan.FromMinutes(5);

        var known = await saga.InsertAsync();

        Assert.Equal(("hash-1", SagaUnderTest.Created, false), (known?.RequestHash, known?.CreatedAt, known?.HasBegun));
        Assert.Equal((SagaStatus.Pending, 0), await StatusAsync(saga));
    }

    // Whoever goes on with a start that stopped knows it by its row alone.
    [Fact]
    public async Task FindAsync_OfAStartThatNamedAReceiver_TellsIt()
    {
        var saga = new SagaUnderTest(azurite, "ReserveStock") { Notify = "billing" };
        await saga.InsertAsync();

        var known = await saga.Announcements.FindAsync(new Announcement(new SagaIdentity(saga.Id, "order", Protocol.Saga, 3), SagaUnderTest.Created), TestContext.Current.CancellationToken);

        Assert.Equal(("billing", "o-1"), (known?.Notify, known?.Key));
    }

    [Fact]
    public async Task InsertAsync_SameRequestOfASagaThatHasMovedOn_SaysSoAndLeavesTheViewAsItIs()
    {
        var saga = new SagaUnderTest(azurite, "ReserveStock");
        await saga.InsertAsync();
        await saga.RecordStepAsync(2, saga.Step(0, StepStatus.Succeeded));

        var known = await saga.InsertAsync();

        Assert.Equal(("hash-1", true), (known?.RequestHash, known?.HasBegun));
        Assert.Equal((SagaStatus.Running, 2), await StatusAsync(saga));
    }

    [Fact]
    public async Task InsertAsync_OtherRequest_TellsTheFirstAndLeavesIt()
    {
        var saga = new SagaUnderTest(azurite, "ReserveStock");
        await saga.InsertAsync();

        var known = await saga.InsertAsync("""{"orderId":"o-2"}""", "hash-2");

        Assert.Equal("hash-1", known?.RequestHash);
        Assert.Equal("""{"orderId":"o-1"}""", (await saga.ViewAsync()).Request!.Value.GetRawText());
    }

    [Fact]
    public async Task InsertAsync_TenAtOnce_OneInserts()
    {
        var saga = new SagaUnderTest(azurite, "ReserveStock");

        var known = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => saga.InsertAsync()));

        Assert.Single(known, announcement => announcement is null);
        Assert.All(known.OfType<Announcement>(), announcement => Assert.Equal(("hash-1", false), (announcement.RequestHash, announcement.HasBegun)));
    }

    // 32,000 characters is where one column ends and the next begins; a pair of surrogates may lie across it.
    [Theory]
    [InlineData(31_997)]
    [InlineData(31_998)]
    [InlineData(31_999)]
    [InlineData(32_000)]
    [InlineData(100_000)]
    [InlineData(250_001)]
    public async Task InsertAsync_LongRequest_ComesBackWhole(int length)
    {
        var saga = new SagaUnderTest(azurite, "ReserveStock");
        var request = $$"""{"note":"{{new string('x', length - 12)}}🚚🚚"}""";

        await saga.InsertAsync(request);

        Assert.Equal(request, (await saga.ViewAsync()).Request!.Value.GetRawText());
    }

    [Fact]
    public async Task InsertAsync_RequestTooLongForARow_SaysHowLongItMayBe()
    {
        var saga = new SagaUnderTest(azurite, "ReserveStock");

        var refused = await Assert.ThrowsAsync<ArgumentException>(() => saga.InsertAsync($"\"{new string('x', 384_000)}\""));

        Assert.StartsWith("The text for column 'request' has 384002 characters; a row holds 384000 at most.", refused.Message, StringComparison.Ordinal);
        Assert.Null(await saga.FindAsync());
    }

    private static async Task<(SagaStatus Status, long Sequence)> StatusAsync(SagaUnderTest saga)
    {
        var view = await saga.ViewAsync();
        return (view.Status, view.Sequence);
    }
}
