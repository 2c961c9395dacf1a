using System.Net;
using DurableSagas.Projections;
using DurableSagas.Projections.Queries;
using DurableSagas.SagaFunctions.Definitions;
using DurableSagas.SagaFunctions.Faults;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.Http.Bodies;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.OpenApi;
using DurableSagas.SagaFunctions.Operators;
using DurableSagas.SagaFunctions.Reading;
using DurableSagas.SagaFunctions.Starting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.SagaFunctions.Operating;

/// <summary>Replaces the faults of a saga while it runs or is stuck; <c>{}</c> mends everything.</summary>
public sealed class PutFaults(FaultInjection injection, FaultTable faults, SagaQueries queries, DefinitionLookup definitions, OperatorRule operators)
{
    [Function(nameof(PutFaults))]
    [Endpoint("Replaces the faults of a saga; {} mends everything.", Takes = typeof(Dictionary<string, string>))]
    [Parameter(IdempotencyKey.Header, "The key of the start, which an operator need not show.", IsHeader = true)]
    [Answers(HttpStatusCode.NoContent)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "sagas/{id}/faults")] HttpRequestData request,
        string id,
        CancellationToken cancellationToken)
    {
        if (!injection.IsAllowed)
        {
            throw ProblemException.NotFound($"Faults are not offered here: setting '{FaultInjection.Setting}' is not true.");
        }

        var saga = await queries.RequireAsync(id, cancellationToken);
        operators.RequireStarter(request, saga, "gets its faults");
        var definition = await definitions.FindDefinitionAsync(saga, cancellationToken);
        var body = await RequestBody.ReadObjectAsync(request, cancellationToken);
        await faults.PutAsync(id, FaultRequest.Parse(body, definition, string.Empty), cancellationToken);
        return request.CreateResponse(HttpStatusCode.NoContent);
    }
}
