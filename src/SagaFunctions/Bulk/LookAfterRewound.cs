using DurableSagas.Projections;
using DurableSagas.Projections.Hub;
using DurableSagas.Projections.Queries;
using DurableSagas.SagaFunctions.Bulk.Rows;
using DurableSagas.SagaFunctions.Rewinding;
using DurableSagas.Sagas.Outcomes;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace DurableSagas.SagaFunctions.Bulk;

/// <summary>Looks what has become of a saga that was rewound.</summary>
public sealed class LookAfterRewound(BulkTable rewinds, SagaQueries queries)
{
    /// <returns>True when it still goes on.</returns>
    [Function(nameof(LookAfterRewound))]
    public async Task<bool> RunAsync([ActivityTrigger] BulkPlace place, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var row = await rewinds.FindAsync(place.Id, place.Place, cancellationToken);
        var root = await queries.FindAsync(row.Saga, cancellationToken) is { } saga ? await queries.RootOfAsync(saga, cancellationToken) : null;
        var standing = root is null ? null : await SagaStanding.FindAsync(client, root.Id, cancellationToken);
        var seen = Seen(row, root, standing);
        if (seen.Result == BulkResult.Rewound && !place.IsLastLook)
        {
            return true;
        }

        await rewinds.WriteAsync(place.Id, place.Place, seen with { IsDone = true }, cancellationToken);
        return false;
    }

    private static BulkRow Seen(BulkRow row, SagaView? root, SagaStanding? standing) => standing?.Status switch
    {
        SagaStatus.Completed => row with { Result = BulkResult.Completed },
        SagaStatus.Compensated => row with { Result = BulkResult.Compensated },
        SagaStatus.Stuck or SagaStatus.Failed => row with { Result = BulkResult.StuckAgain, Detail = root!.Error },
        SagaStatus.Terminated => row with { Detail = "It was terminated since." },
        null => row with { Detail = "It is gone from the task hub." },
        var status => row with { Detail = $"It is {status}." },
    };
}
