using System.Collections.Frozen;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace DurableSagas.Functions.Operators;

/// <summary>Keeps everyone but operators from functions marked <see cref="OperatorOnlyAttribute"/>.</summary>
public sealed class OperatorMiddleware(OperatorRule rule) : IFunctionsWorkerMiddleware
{
    private static readonly FrozenSet<string> _guarded = typeof(OperatorMiddleware).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods())
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
