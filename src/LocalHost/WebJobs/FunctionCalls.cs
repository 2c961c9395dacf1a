using DurableSagas.LocalHost.Functions;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Host;

namespace DurableSagas.LocalHost.WebJobs;

/// <summary>Calls queue, timer and activity functions by name in the WebJobs host.</summary>
internal sealed class FunctionCalls(IJobHost host) : IFunctionCalls
{
    public async Task CallAsync(AppFunction function, string? input, CancellationToken cancellationToken)
    {
        if (function.Kind is not (FunctionKind.Activity or FunctionKind.Queue or FunctionKind.Timer))
        {
            throw new FunctionsException($"Function '{function.Name}' is started by a '{function.Trigger.Type}' and cannot be called by hand.");
        }

        try
        {
            // Each trigger makes of a text what it gives its function: a message, a timer's state, a JSON input.
            await host.CallAsync(function.Name, new Dictionary<string, object> { [function.Trigger.Name] = input ?? string.Empty }, cancellationToken);
        }
        catch (FunctionInvocationException exception) when (exception.InnerException is { } reason)
        {
            throw reason;
        }
    }
}
