using System.Net;
using DurableSagas.Projections.Queries;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.OpenApi;
using DurableSagas.SagaFunctions.Reading;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.TwoPhaseCommit;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.SagaFunctions.Decisions;

/// <summary>The decision of a two-phase commit, for a participant in doubt: while it is Undecided, the participant keeps its lock.</summary>
public sealed class GetDecision(IDecisionQueries decisions, SagaQueries sagas)
{
    [Function(nameof(GetDecision))]
    [Endpoint("The decision of a two-phase commit.")]
    [Answers(HttpStatusCode.OK, typeof(DecisionView))]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "transactions/{id}/decision")] HttpRequestData request,
        string id,
        CancellationToken cancellationToken)
    {
        var decided = InstanceIds.IsLegal(id) ? await decisions.FindAsync(id, cancellationToken) : null;
        return await request.AnswerAsync(decided ?? await UndecidedAsync(id, cancellationToken), cancellationToken);
    }

    private async Task<DecisionView> UndecidedAsync(string id, CancellationToken cancellationToken)
    {
        var saga = await sagas.RequireAsync(id, cancellationToken);
        return saga.Protocol == Protocol.TwoPhaseCommit
            ? new DecisionView(id, Decision.Undecided, null)
            : throw ProblemException.NotFound($"Saga '{id}' is no two-phase commit, and has no decision.", id);
    }
}
