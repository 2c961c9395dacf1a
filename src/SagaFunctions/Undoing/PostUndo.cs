using System.Globalization;
using System.Net;
using DurableSagas.Projections;
using DurableSagas.Projections.Audit;
using DurableSagas.Projections.Hub;
using DurableSagas.Projections.Queries;
using DurableSagas.SagaFunctions.Audit;
using DurableSagas.SagaFunctions.Definitions;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.Http.Bodies;
using DurableSagas.SagaFunctions.OpenApi;
using DurableSagas.SagaFunctions.Operating;
using DurableSagas.SagaFunctions.Operators;
using DurableSagas.SagaFunctions.Reading;
using DurableSagas.SagaFunctions.Rewinding;
using DurableSagas.SagaFunctions.Starting;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running.Undoing;
using DurableTask.Core.Exceptions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableSagas.SagaFunctions.Undoing;

/// <summary>Undoes a saga that has completed, by a run of its own.</summary>
public sealed class PostUndo(SagaQueries queries, DefinitionLookup definitions, OperatorRule operators, AuditedCommands commands, TimeProvider time)
{
    private const int MostLooks = 20;

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);

    [Function(nameof(PostUndo))]
    [Endpoint("Undoes a saga that has completed, as long as its definition allows it.", Takes = typeof(OperatorReason))]
    [Parameter(IdempotencyKey.Header, "The key of the start, which an operator need not show.", IsHeader = true)]
    [Answers(HttpStatusCode.Accepted)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "sagas/{id}/undo")] HttpRequestData request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var asked = await RequestBody.ReadAsync<OperatorReason>(request, cancellationToken);
        var saga = await queries.RequireAsync(id, cancellationToken);
        var by = operators.RequireStarter(request, saga, "is undone");
        return await commands.RunAsync(
            [id],
            commands.New(by, AuditedCommand.Undo, asked.Reason),
            async () =>
            {
                await UndoAsync(client, saga, asked.Reason, cancellationToken);
                return request.Accepted(id);
            },
            cancellationToken);
    }

    // A view says that its saga has completed a moment before the instance ends: it is what the instance does last.
    private async Task<(SagaInstances? Instances, SagaStanding? Standing)> FindAsync(
        DurableTaskClient client, SagaView saga, CancellationToken cancellationToken)
    {
        for (var look = 1; ; look++)
        {
            var instances = await SagaInstances.FindAsync(client, saga.Id, cancellationToken);
            var standing = instances is null ? null : await SagaStanding.OfAsync(client, instances.Last, cancellationToken);
            if (look == MostLooks || saga.Status != SagaStatus.Completed || standing is not { IsUnderWay: true, Status: SagaStatus.Completed })
            {
                return (instances, standing);
            }

            await Task.Delay(_pause, time, cancellationToken);
        }
    }

    private async Task UndoAsync(DurableTaskClient client, SagaView saga, string reason, CancellationToken cancellationToken)
    {
        var (instances, standing) = await FindAsync(client, saga, cancellationToken);
        UndoRule.Require(saga, instances, standing, definitions.DefinitionOf(saga), time.GetUtcNow());
        if (instances!.Undoing is not null)
        {
            return;
        }

        var options = new StartOrchestrationOptions(SubSagaId.UndoInstanceOf(saga.Id))
        {
            Version = new TaskVersion(saga.Version.ToString(CultureInfo.InvariantCulture)),
        };
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                instances.Own.Name,
                SagaUndo.InputOf(instances.Own.SerializedInput!, instances.Completion!, reason),
                options.WithDedupeStatuses([.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses]),
                cancellationToken);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // Asked for twice at once: the other one was first.
        }
    }
}
