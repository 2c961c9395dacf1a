using DurableSagas.Projections;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.Operators;
using DurableSagas.SagaFunctions.Starting;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.SagaFunctions.Operating;

/// <summary>What only who started a saga, or an operator, may do to it.</summary>
internal static class StarterRule
{
    /// <param name="done">"is cancelled".</param>
    /// <returns>Who it is, for the record.</returns>
    /// <exception cref="ProblemException">403: the request shows neither the start's key nor an operator.</exception>
    public static string RequireStarter(this OperatorRule operators, HttpRequestData request, SagaView saga, string done)
    {
        if (IdempotencyKey.Of(request)?.Started(saga) == true)
        {
            return operators.NameOf(request) ?? "who started it";
        }

        var expected = $"Saga '{saga.Id}' {done} by who started it, with the {IdempotencyKey.Header} of the start, or by an operator.";
        operators.Require(request, expected, saga.Id);
        return operators.WhoIs(request);
    }
}
