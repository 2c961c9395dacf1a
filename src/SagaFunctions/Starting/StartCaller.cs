using DurableSagas.SagaFunctions.Http.Patience;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.Operators;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.SagaFunctions.Starting;

/// <summary>Who asks for a start, and how it is to be answered: read from the request before anything is started.</summary>
/// <param name="IsNewKey">The app chose the key: it is told once, to who started the saga.</param>
/// <param name="Wait">Null when the caller does not want to wait for the end.</param>
/// <param name="IsOperator">The management links then carry their key.</param>
internal sealed record StartCaller(IdempotencyKey Key, bool IsNewKey, TimeSpan? Wait, bool IsOperator)
{
    /// <exception cref="ProblemException">400: a header or the query is not valid.</exception>
    public static StartCaller Of(HttpRequestData request, OperatorRule operators)
    {
        var key = IdempotencyKey.Of(request);
        return new StartCaller(key ?? IdempotencyKey.New(), key is null, WaitPreference.Of(request), operators.IsOperator(request));
    }
}
