using System.Net;
using DurableSagas.Projections.Queries;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.Interventions;
using DurableSagas.SagaFunctions.OpenApi;
using DurableSagas.SagaFunctions.Reading;
using DurableSagas.SagaFunctions.Rewinding;
using DurableSagas.Sagas.Definitions.Agreements;
using DurableSagas.Sagas.Rewinds;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace DurableSagas.SagaFunctions.Previews;

/// <summary>Tells what a rewind of a stuck saga would do, by the code that decides it.</summary>
public sealed class GetRewind(SagaQueries queries, StuckSagas stuckSagas, SagaInterventions interventions)
{
    [Function(nameof(GetRewind))]
    [Endpoint("What a rewind of a stuck saga would do.")]
    [Answers(HttpStatusCode.OK, typeof(RewindPreview))]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "sagas/{id}/rewind")] HttpRequestData request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var saga = await queries.RequireAsync(id, cancellationToken);
        var (root, stuck) = await stuckSagas.RequireAsync(client, saga, cancellationToken);
        var plan = RewindPlan.Of(root);
        // The end that could not be recorded is no step's.
        var follows = stuck[0].Failed!.Step is null ? plan.Calls : [.. plan.Calls.Skip(1)];
        var preview = new RewindPreview(id, root.Id, RepeatedBy(stuck[0]), follows, plan.Untouched, interventions.AllowedAt(stuck[0]));
        return await request.AnswerAsync(preview, cancellationToken);
    }

    private static RepeatedAttempt RepeatedBy(StuckSaga stuck)
    {
        var failed = stuck.Failed!;
        var step = stuck.Definition.Steps.FirstOrDefault(step => step.Name == failed.Step);
        return new RepeatedAttempt(
            stuck.Id,
            failed.Step,
            step is null ? null : stuck.Definition.OperationOf(step, failed.Operation),
            failed.Activity,
            failed.Attempt,
            failed.Error);
    }
}
