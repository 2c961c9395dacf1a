using System.Text.Json;
using Azure;
using DurableSagas.Projections.Hub;
using DurableSagas.Projections.Notices;
using DurableSagas.Projections.Tests.Azurite;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Views;

namespace DurableSagas.Projections.Tests.Notices;

public sealed class NoticeOutboxTests(AzuriteStorage azurite)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private NoticeOutbox Outbox => new(azurite.Tables);

    [Fact]
    public async Task Saga_ThatEnds_OwesItsReceiverANotice()
    {
        var (saga, asked) = await NewAsync("billing");
        await saga.RecordStepAsync(2, saga.Step(0, StepStatus.Succeeded));
        var before = await Outbox.FindNextAsync(saga.Id, Token);

        await saga.RecordAsync(3, new SagaOutcome { Status = SagaStatus.Completed, Step = null }, saga.Step(0, StepStatus.Succeeded));

        var notice = await Outbox.FindNextAsync(saga.Id, Token);
        var told = JsonSerializer.Deserialize<SagaNotice>(notice!.Data, SagaJson.Options)!;
        Assert.Null(before);
        Assert.Equal([saga.Id], asked.Sagas);
        Assert.Equal((SagaNotice.Ended, "billing", 3, 0), (notice.View.Type, notice.View.Receiver, notice.View.Sequence, notice.View.Attempts));
        Assert.Equal((saga.Id, "order", 3, SagaStatus.Completed, 3, "o-1"), (told.Id, told.Name, told.Version, told.Status, told.Sequence, told.Key));
        Assert.Equal(SagaStatus.Completed, told.Outcome!.Status);
    }

    [Fact]
    public async Task Saga_WhoseStartNamesNobody_OwesNothingAndAsksNobody()
    {
        var (saga, asked) = await NewAsync(notify: null);

        await saga.RecordAsync(3, new SagaOutcome { Status = SagaStatus.Compensated });

        Assert.Null(await Outbox.FindNextAsync(saga.Id, Token));
        Assert.Empty(asked.Sagas);
        Assert.Null((await saga.ViewAsync()).Notices);
    }

    [Fact]
    public async Task Saga_StuckTwiceAndThenEnded_OwesThreeInTheirOrder()
    {
        var (saga, _) = await NewAsync("billing");
        await saga.RecordStepAsync(2, saga.Step(0, StepStatus.Stuck), SagaStatus.Stuck, "no paper", SagaUnderTest.Created.AddSeconds(2));
        await saga.RecordStepAsync(3, saga.Step(0, StepStatus.Running), SagaStatus.Running, at: SagaUnderTest.Created.AddSeconds(3));
        await saga.RecordStepAsync(4, saga.Step(0, StepStatus.Stuck), SagaStatus.Stuck, "no ink", SagaUnderTest.Created.AddSeconds(4));
        await saga.RecordAsync(5, new SagaOutcome { Status = SagaStatus.Completed });

        List<(string, string?)> told = [];
        while (await Outbox.FindNextAsync(saga.Id, Token) is { } notice)
        {
            told.Add((notice.View.Type, JsonSerializer.Deserialize<SagaNotice>(notice.Data, SagaJson.Options)!.Error));
            await Outbox.DeliveredAsync(notice, SagaUnderTest.Created, Token);
        }

        Assert.Equal([(SagaNotice.Stuck, "no paper"), (SagaNotice.Stuck, "no ink"), (SagaNotice.Ended, null)], told);
    }

    // The saga's own sequence stays where it is when one below it is stuck.
    [Fact]
    public async Task Saga_MarkedStuckTwiceFromBelowAtOneSequence_OwesTwo()
    {
        var (saga, _) = await NewAsync("billing");
        var below = new SagaUnderTest(azurite, "Print") { Id = $"{saga.Id}:receipts", ParentId = saga.Id, StartedAt = SagaUnderTest.Created };
        await saga.RecordStepAsync(2, saga.Step(0, StepStatus.Running));
        await saga.RecordStepAsync(2, saga.Step(0, StepStatus.Running));

        foreach (var second in (int[])[10, 20])
        {
            await below.RecordStepAsync(second, below.Step(0, StepStatus.Stuck), SagaStatus.Stuck, "no paper", SagaUnderTest.Created.AddSeconds(second));
            await below.RecordStepAsync(second + 1, below.Step(0, StepStatus.Running), SagaStatus.Running, at: SagaUnderTest.Created.AddSeconds(second + 1));
        }

        var notices = (await saga.ViewAsync()).Notices!;
        Assert.Equal([(2, SagaUnderTest.Created.AddSeconds(10)), (2, SagaUnderTest.Created.AddSeconds(20))], notices.Select(notice => (notice.Sequence, notice.At)));
        Assert.Null((await below.ViewAsync()).Notices);
    }

    [Theory]
    [InlineData(SagaStatus.Terminated, SagaNotice.Ended)]
    [InlineData(SagaStatus.Failed, SagaNotice.Stuck)]
    public async Task Saga_EndedFromOutside_OwesANotice(SagaStatus status, string type)
    {
        var (saga, asked) = await NewAsync("billing");
        await saga.RecordStepAsync(2, saga.Step(0, StepStatus.Running));

        await saga.Views.RecordAsync(saga.Id, SagaStatus.Running, new OutsideEnd(status, "by hand", null), Token);

        var notice = (await Outbox.FindNextAsync(saga.Id, Token))!;
        var told = JsonSerializer.Deserialize<SagaNotice>(notice.Data, SagaJson.Options)!;
        Assert.Equal((type, status, "by hand"), (notice.View.Type, told.Status, told.Error));
        Assert.Equal([saga.Id], asked.Sagas);
    }

    // A hundred rows are one transaction: the saga's row and its notice are both in the last one.
    [Theory]
    [InlineData(98, 1)]
    [InlineData(99, 2)]
    [InlineData(198, 2)]
    [InlineData(199, 3)]
    public async Task Saga_OfManySteps_StandsWithItsNoticeOrWithNeither(int steps, int last)
    {
        string[] names = [.. Enumerable.Range(0, steps).Select(place => $"Step{place}")];
        var transactions = int.MinValue;
        var saga = new SagaUnderTest(azurite, names)
        {
            Notify = "billing",
            Overtakings = int.MaxValue,
            BeforeCommit = () => ++transactions == last ? throw new RequestFailedException(503, "Storage is down.") : Task.CompletedTask,
        };
        await saga.InsertAsync();
        transactions = 0;

        var timelines = names.Select((_, place) => saga.Step(place, StepStatus.Succeeded)).ToArray();
        await Assert.ThrowsAsync<RequestFailedException>(() => saga.RecordAsync(3, new SagaOutcome { Status = SagaStatus.Completed }, timelines));
        var (brokenOff, owed) = (await saga.ViewAsync(), await Outbox.FindNextAsync(saga.Id, Token));
        await saga.RecordAsync(3, new SagaOutcome { Status = SagaStatus.Completed }, timelines);

        Assert.Equal((SagaStatus.Pending, null), (brokenOff.Status, owed));
        Assert.Equal(SagaStatus.Completed, (await saga.ViewAsync()).Status);
        Assert.NotNull(await Outbox.FindNextAsync(saga.Id, Token));
    }

    [Fact]
    public async Task Write_WhoseNoticeWasNotOnItsWay_AsksForItWhenItIsRepeated()
    {
        var (saga, asked) = await NewAsync("billing");
        asked.IsDown = true;
        await Assert.ThrowsAsync<IOException>(() => saga.RecordAsync(3, new SagaOutcome { Status = SagaStatus.Completed }));
        asked.IsDown = false;

        await saga.RecordAsync(3, new SagaOutcome { Status = SagaStatus.Completed });

        Assert.Equal([saga.Id], asked.Sagas);
        Assert.Single((await saga.ViewAsync()).Notices!);
    }

    [Fact]
    public async Task Attempt_OfTwoAtOnce_IsMadeByOne()
    {
        var (saga, _) = await NewAsync("billing");
        await saga.RecordAsync(3, new SagaOutcome { Status = SagaStatus.Completed });
        var notice = (await Outbox.FindNextAsync(saga.Id, Token))!;

        var first = await Outbox.ClaimAsync(notice, SagaUnderTest.Created.AddMinutes(1), Token);
        var second = await Outbox.ClaimAsync(notice, SagaUnderTest.Created.AddMinutes(1), Token);

        Assert.Equal((true, false), (first, second));
        var view = (await saga.ViewAsync()).Notices!.Single();
        Assert.Equal((1, SagaUnderTest.Created.AddMinutes(1)), (view.Attempts, view.NextAttemptAt));
    }

    [Fact]
    public async Task Outcome_TooLongForAMessage_IsToldWithoutItsResult()
    {
        var (saga, _) = await NewAsync("billing");

        await saga.RecordAsync(3, new SagaOutcome { Status = SagaStatus.Compensated, Step = "Charge", Reason = "no card", Undone = [.. Enumerable.Repeat(new string('u', 100), 200)] });

        var notice = (await Outbox.FindNextAsync(saga.Id, Token))!;
        var told = JsonSerializer.Deserialize<SagaNotice>(notice.Data, SagaJson.Options)!;
        Assert.Equal(("Charge", "no card", 0), (told.Outcome!.Step, told.Outcome.Reason, told.Outcome.Undone.Count));
        Assert.Equal(200, (await saga.ViewAsync()).Outcome!.Undone.Count);
    }

    private async Task<(SagaUnderTest Saga, AskedToSend Asked)> NewAsync(string? notify)
    {
        var asked = new AskedToSend();
        var saga = new SagaUnderTest(azurite, "PrintReceipt") { Notify = notify, Queue = asked };
        await saga.InsertAsync();
        return (saga, asked);
    }
}
