using Azure;
using Azure.Data.Tables;
using DurableSagas.Participants.Tables;
using DurableSagas.Participants.Tests.Azurite;
using DurableSagas.Participants.Tests.Exploration;

namespace DurableSagas.Participants.Tests.Tables;

public sealed class TableRaceTests(AzuriteTables azurite)
{
    private const string Count = nameof(Count);

    // Long, so that no pause is rounded to none.
    private static readonly RaceLimits _limits = new() { MaximumLosses = 40, FirstPause = TimeSpan.FromHours(1), MaximumPause = TimeSpan.FromHours(8) };

    private readonly TableClient _table = GuardedTable.Connect(GuardedTable.New());
    private readonly NotedPauses _time = new();
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_LostOnce_ReadsAgainAndReturnsWhatTheSecondAttemptDid()
    {
        var race = new TableRace(_table, _limits, _time);
        var others = 1;

        var counted = await race.RunAsync("p", "visits", async token =>
        {
            var row = await FindAsync(_table, token);
            if (others-- > 0)
            {
                await CountAsync(_table, token);
            }

            return await CountAsync(_table, row, token);
        }, _token);

        Assert.Equal(2, counted);
        Assert.Single(_time.Pauses);
    }

    [Fact]
    public async Task RunAsync_LostEveryTime_SaysWhereHowOftenAndWhatToDo()
    {
        var race = new TableRace(_table, _limits, _time);

        var lost = await Assert.ThrowsAsync<RacesLostException>(() => race.RunAsync("p", "visits", LoseAsync, _token));

        Assert.Equal("Table 'Guarded', row 'visits' of partition 'p': other writers were first 40 times in a row; nothing was written. Try again later, and if it lasts, let fewer write to this partition at once.", lost.Message);
        Assert.Equal(40, (await FindAsync(_table, _token)).GetInt32(Count));
        Assert.IsType<RequestFailedException>(lost.InnerException);
    }

    [Fact]
    public async Task RunAsync_LostEveryTime_PausesBetweenAllAttemptsUpToDoublingBounds()
    {
        var race = new TableRace(_table, _limits, _time);

        await Assert.ThrowsAsync<RacesLostException>(() => race.RunAsync("p", "visits", LoseAsync, _token));

        Assert.Equal(39, _time.Pauses.Count);
        Assert.All(_time.Pauses, (pause, lost) => Assert.InRange(pause, TimeSpan.Zero, TimeSpan.FromHours(Math.Min(8, Math.Pow(2, lost)))));
        Assert.True(_time.Pauses.Max() > TimeSpan.FromHours(4), "The pauses do not grow.");
        Assert.Equal(39, _time.Pauses.Distinct().Count());
    }

    [Fact]
    public async Task RunAsync_CancelledInAPause_EndsThere()
    {
        using var cancellation = new CancellationTokenSource();
        var time = new NotedPauses(standsStill: true);
        var run = new TableRace(_table, _limits, time).RunAsync("p", "visits", LoseAsync, cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(TimeSpan.FromMinutes(1), _token));
        Assert.Single(time.Pauses);
        Assert.Equal(1, (await FindAsync(_table, _token)).GetInt32(Count));
    }

    [Fact]
    public async Task RunAsync_FailureThatCountsAsNoLostRace_IsPassedOn()
    {
        var race = new TableRace(_table, _limits, _time) { IsLost = failure => failure.Status == 409 };

        var failed = await Assert.ThrowsAsync<RequestFailedException>(() => race.RunAsync("p", "visits", LoseAsync, _token));

        // The first attempt met another's insert, the second its update.
        Assert.Equal(412, failed.Status);
        Assert.Single(_time.Pauses);
    }

    [Fact]
    public async Task RunAsync_TwentyWritersOfOneRowOnAzurite_AllComeThrough()
    {
        var table = await azurite.CreateTableAsync(_token);
        var race = new TableRace(table);

        var counted = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => race.RunAsync("p", "visits", token => CountAsync(table, token), _token)));

        Assert.Equal(Enumerable.Range(1, 20), counted.Order());
    }

    private async Task<int> LoseAsync(CancellationToken cancellationToken)
    {
        var row = await FindAsync(_table, cancellationToken);
        await CountAsync(_table, cancellationToken);
        return await CountAsync(_table, row.ETag == default ? new TableEntity("p", "visits") : row, cancellationToken);
    }

    private static async Task<TableEntity> FindAsync(TableClient table, CancellationToken cancellationToken) =>
        await table.FindAsync("p", "visits", cancellationToken) ?? new TableEntity("p", "visits");

    private static async Task<int> CountAsync(TableClient table, CancellationToken cancellationToken) =>
        await CountAsync(table, await FindAsync(table, cancellationToken), cancellationToken);

    private static async Task<int> CountAsync(TableClient table, TableEntity row, CancellationToken cancellationToken)
    {
        row[Count] = (row.GetInt32(Count) ?? 0) + 1;
        await table.PutAsync(row, cancellationToken);
        return row.GetInt32(Count)!.Value;
    }
}
