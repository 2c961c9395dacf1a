using System.Collections.Frozen;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace DurableSagas.SagaFunctions.Operators;

/// <summary>Keeps everyone but operators from functions marked <see cref="OperatorOnlyAttribute"/>.</summary>
internal sealed class OperatorMiddleware(AppFunctions functions, OperatorRule rule) : IFunctionsWorkerMiddleware
{
    private readonly FrozenSet<string> _guarded = functions.Methods
        .Where(method => method.IsDefined(typeof(OperatorOnlyAttribute)))
        .Select(method => $"{method.DeclaringType!.FullName}.{method.Name}")
        .ToFrozenSet(StringComparer.Ordinal);

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (_guarded.Contains(context.FunctionDefinition.EntryPoint) && await context.GetHttpRequestDataAsync() is { } request)
        {
            rule.Require(request, $"'{context.FunctionDefinition.Name}' is for operators.");
        }

        await next(context);
    }
}
