using DurableSagas.Projections.Lists;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.SagaFunctions.Telemetry;

/// <summary>How long the oldest saga under way has run.</summary>
/// <remarks>
/// Lists read newest first, and a table cannot be read backwards; so the age is found by asking for the newest saga older
/// than a guess. Where nothing is older than a minute, that is one page of one saga for each status.
/// </remarks>
public sealed class OldestSaga(SagaLists lists, TimeProvider time)
{
    private const double Precision = 1.1;

    private static readonly TimeSpan _first = TimeSpan.FromMinutes(1);

    /// <summary>To within a tenth, and never too high; zero when none is older than a minute.</summary>
    internal async Task<TimeSpan> AgeAsync(CancellationToken cancellationToken)
    {
        var (now, oldest) = (time.GetUtcNow(), TimeSpan.Zero);
        foreach (var status in SagaStatuses.NotEnded.Where(status => status.IsUnderWay()))
        {
            oldest = await AgeAsync(status, now, oldest, cancellationToken);
        }

        return oldest;
    }

    // The oldest is at least as old as `atLeast`, and younger than `below`.
    private async Task<TimeSpan> AgeAsync(SagaStatus status, DateTimeOffset now, TimeSpan atLeast, CancellationToken cancellationToken)
    {
        var below = atLeast > _first ? atLeast : _first;
        while (await OlderThanAsync(status, now, below, cancellationToken) is { } older)
        {
            (atLeast, below) = (older, older * 2);
        }

        while (atLeast > _first && below > atLeast * Precision)
        {
            var middle = (atLeast + below) / 2;
            (atLeast, below) = await OlderThanAsync(status, now, middle, cancellationToken) is { } older ? (older, below) : (atLeast, middle);
        }

        return atLeast;
    }

    private async Task<TimeSpan?> OlderThanAsync(SagaStatus status, DateTimeOffset now, TimeSpan age, CancellationToken cancellationToken)
    {
        var page = await lists.ListAsync(new SagaFilter(null, status, null, now - age), 1, null, cancellationToken);
        return page.Items is [var newest] ? now - newest.CreatedAt : null;
    }
}
