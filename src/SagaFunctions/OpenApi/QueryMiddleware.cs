using System.Collections.Frozen;
using DurableSagas.SagaFunctions.Http.Problems;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace DurableSagas.SagaFunctions.OpenApi;

/// <summary>Refuses a query with a member that the function does not declare: a filter with a typing error would filter nothing.</summary>
internal sealed class QueryMiddleware(AppFunctions functions) : IFunctionsWorkerMiddleware
{
    // A function's key may stand in the query, for the host.
    private static readonly string[] _ofTheHost = ["code", "clientId"];

    private readonly FrozenDictionary<string, string[]> _declared = EndpointFunction.Of(functions)
        .ToFrozenDictionary(function => function.Name, function => InQuery(function).Select(parameter => parameter.Name).ToArray());

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (_declared.TryGetValue(context.FunctionDefinition.Name, out var declared) && await context.GetHttpRequestDataAsync() is { } request)
        {
            Require(request, declared);
        }

        await next(context);
    }

    private static IEnumerable<ParameterAttribute> InQuery(EndpointFunction function) => function.Parameters.Where(parameter => !parameter.IsHeader);

    /// <exception cref="ProblemException">400: a member is not among those that are declared.</exception>
    internal static void Require(HttpRequestData request, IReadOnlyList<string> declared)
    {
        // A member without '=' has no name in the collection, but is its value.
        var unknown = request.Query.AllKeys.SelectMany(name => name is null ? request.Query.GetValues(null) ?? [] : [name])
            .Where(name => !declared.Concat(_ofTheHost).Contains(name, StringComparer.OrdinalIgnoreCase))
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        if (unknown.Length > 0)
        {
            var expected = declared.Count == 0 ? "none is expected" : $"expected {string.Join(", ", declared)}";
            string[] fault = [$"There is no such parameter; {expected}."];
            throw ProblemException.BadFields(unknown.ToDictionary(name => name, _ => fault));
        }
    }
}
