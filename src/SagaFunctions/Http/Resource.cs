using System.Net;
using System.Runtime.CompilerServices;
using DurableSagas.SagaFunctions.Http.Bodies;
using DurableSagas.SagaFunctions.Http.Problems;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.SagaFunctions.Http;

/// <summary>What the functions of a participant's resources do alike: answer with what is found by a key, or keep what a body says of it.</summary>
/// <remarks>A key that is text is checked as an <see cref="Identifiers"/>'; one that is made of several is made of checked ones.</remarks>
public static class Resource
{
    /// <summary>200 with what is found.</summary>
    /// <param name="thing">As "There is no …" goes on: "article", "payment for order".</param>
    /// <param name="field">The key's name in the route.</param>
    /// <exception cref="ProblemException">400: the key is no identifier; 404: there is no such thing.</exception>
    public static async Task<HttpResponseData> GetAsync<TKey, T>(
        HttpRequestData request,
        string thing,
        TKey key,
        Func<TKey, CancellationToken, Task<T?>> find,
        CancellationToken cancellationToken,
        [CallerArgumentExpression(nameof(key))] string field = "")
        where T : class
    {
        Require(key, field);
        var found = await find(key, cancellationToken);
        return await request.AnswerAsync(found ?? throw ProblemException.NotFound($"There is no {thing} '{key}'."), cancellationToken);
    }

    /// <summary>204 when what the body says is kept.</summary>
    /// <param name="field">The key's name in the route.</param>
    /// <exception cref="ProblemException">400: the key is no identifier, or the body is not what its validator asks for; 413: it is too large.</exception>
    public static async Task<HttpResponseData> PutAsync<TKey, TBody>(
        HttpRequestData request,
        TKey key,
        Func<TKey, TBody, CancellationToken, Task> put,
        CancellationToken cancellationToken,
        [CallerArgumentExpression(nameof(key))] string field = "")
        where TBody : class
    {
        Require(key, field);
        await put(key, await RequestBody.ReadAsync<TBody>(request, cancellationToken), cancellationToken);
        return request.CreateResponse(HttpStatusCode.NoContent);
    }

    private static void Require<TKey>(TKey key, string field)
    {
        if (key is string id)
        {
            Identifiers.Require(id, field);
        }
    }
}
