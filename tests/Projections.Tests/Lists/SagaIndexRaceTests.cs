using DurableSagas.Participants.Tables;
using DurableSagas.Projections.Lists;
using DurableSagas.Projections.Tests.Azurite;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Projections.Tests.Lists;

public sealed class SagaIndexRaceTests(AzuriteStorage azurite)
{
    private readonly string _name = $"raced-{Guid.NewGuid():N}";
    private readonly SetClock _clock = new(SagaUnderTest.Created);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RecordAsync_OthersOfItsBucketFirstThirtyNineTimes_PausesEachTimeAndIsCounted()
    {
        var saga = Entry("saga");

        await Overtaken(saga, 39).RecordAsync(saga, Token);

        Assert.Equal(40, await CountAsync());
        // The first may be shorter than a millisecond, and is none then.
        Assert.InRange(_clock.Pauses.Count, 34, 39);
    }

    [Fact]
    public async Task RecordAsync_OthersOfItsBucketFirstEveryTime_SaysSoAndCountsNothing()
    {
        var saga = Entry("saga");

        var lost = await Assert.ThrowsAsync<RacesLostException>(() => Overtaken(saga, int.MaxValue).RecordAsync(saga, Token));

        Assert.StartsWith($"Table 'SagaIndex', row '{IndexKey.Main(saga)}' of partition '{IndexRow.BucketOf(saga.Id)}': other writers were first 40 times in a row; nothing was written.", lost.Message, StringComparison.Ordinal);
        Assert.Equal(40, await CountAsync());
    }

    [Fact]
    public async Task RemoveAsync_OthersOfItsBucketFirst_PausesEachTimeAndIsCountedNoMore()
    {
        var saga = Entry("saga");
        await new SagaIndex(azurite.Tables, _clock).RecordAsync(saga, Token);

        await Overtaken(saga, 39).RemoveAsync(saga, Token);

        Assert.Equal(39, await CountAsync());
        Assert.InRange(_clock.Pauses.Count, 34, 39);
    }

    private SagaIndex Overtaken(IndexEntry saga, int times)
    {
        var others = Enumerable.Range(0, int.MaxValue).Select(number => Entry($"other-{number}")).Where(other => IndexRow.BucketOf(other.Id) == IndexRow.BucketOf(saga.Id)).GetEnumerator();
        return new SagaIndex(azurite.TablesWith(new BeforeCommit(CountAnotherAsync, times)), _clock);

        Task CountAnotherAsync()
        {
            others.MoveNext();
            return new SagaIndex(azurite.Tables, _clock).RecordAsync(others.Current, Token);
        }
    }

    private IndexEntry Entry(string id) => new($"{_name}-{id}", _name, Protocol.Saga, 1, SagaStatus.Pending, SagaUnderTest.Created, SagaUnderTest.Created, 0);

    private async Task<long> CountAsync()
    {
        using var tokens = new ContinuationTokens(azurite.Tables);
        return (await new SagaLists(azurite.Tables, tokens).CountAsync(Token)).Where(count => count.Name == _name).Sum(count => count.Count);
    }
}
