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
    /// <exception cref="ProblemException">403: the request shows neither the start's key nor an operator.</exception>
    public static void RequireStarter(this OperatorRule operators, HttpRequestData request, SagaView saga, string done)
    {
        if (IdempotencyKey.Of(request)?.Started(saga) != true)
        {
            var expected = $"Saga '{saga.Id}' {done} by who started it, with the {IdempotencyKey.Header} of the start, or by an operator.";
            operators.Require(request, expected, saga.Id);
        }
    }
}
