using DurableSagas.Projections.Audit;
using DurableSagas.Projections.Queries;
using DurableSagas.SagaFunctions.Audit;
using DurableSagas.SagaFunctions.Bulk.Rows;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.Reading;
using DurableSagas.SagaFunctions.Rewinding;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace DurableSagas.SagaFunctions.Bulk;

/// <summary>Rewinds one saga of many; run twice, it rewinds it once.</summary>
public sealed class RewindOne(BulkTable rewinds, SagaQueries queries, AuditedCommands commands)
{
    /// <returns>True when it goes on from there.</returns>
    [Function(nameof(RewindOne))]
    public async Task<bool> RunAsync([ActivityTrigger] BulkPlace place, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var row = await rewinds.FindAsync(place.Id, place.Place, cancellationToken);
        if (row.Result is not null)
        {
            return !row.IsDone;
        }

        await rewinds.WriteAsync(place.Id, place.Place, row with { IsAsked = true }, cancellationToken);
        var result = await RewindAsync(row, await rewinds.FindReasonAsync(place.Id, cancellationToken), client, cancellationToken);
        await rewinds.WriteAsync(place.Id, place.Place, result, cancellationToken);
        return !result.IsDone;
    }

    private async Task<BulkRow> RewindAsync(BulkRow row, (string Reason, string By) asked, DurableTaskClient client, CancellationToken cancellationToken)
    {
        try
        {
            var saga = await queries.RequireAsync(row.Saga, cancellationToken);
            var root = await queries.RootOfAsync(saga, cancellationToken);
            await commands.RunAsync(
                [saga.Id, root.Id],
                commands.New(asked.By, AuditedCommand.Rewind, asked.Reason),
                () => client.RewindAsync(saga, root, asked.Reason, cancellationToken),
                cancellationToken);
            return row with { Result = BulkResult.Rewound };
        }
        catch (ProblemException refused) when (!row.IsAsked)
        {
            return row with { Result = BulkResult.Refused, Detail = refused.Message, IsDone = true };
        }
        catch (ProblemException)
        {
            // Whoever began with it stopped half-way, and had rewound it.
            return row with { Result = BulkResult.Rewound };
        }
    }
}
