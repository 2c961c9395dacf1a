using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.EmbeddedHost.Functions;

/// <summary>The end of the pipeline: binds the parameters, runs the function, and keeps what it gave.</summary>
internal static class FunctionExecution
{
    public static async Task ExecuteAsync(FunctionContext context)
    {
        var invocation = (InvocationContext)context;
        var body = invocation.Function.Body;
        var bound = await invocation.BindFunctionInputAsync(invocation);
        var instance = body.NeedsInstance ? body.CreateInstance(invocation.InstanceServices) : null;
        try
        {
            KeepResult(invocation, await body.InvokeAsync(instance, bound.Values));
        }
        finally
        {
            await ReleaseAsync(instance);
        }
    }

    // As Microsoft's worker: with an output on a property, the properties are the outputs and there is no result.
    private static void KeepResult(InvocationContext invocation, object? result)
    {
        var outputs = invocation.Function.OutputBindings;
        if (result is null || outputs.Count == 0 || outputs.ContainsKey(BindingNames.Return))
        {
            invocation.InvocationResult = result;
            return;
        }

        foreach (var name in outputs.Keys)
        {
            invocation.OutputBindingData[name] = result.GetType().GetProperty(name)?.GetValue(result);
        }
    }

    private static ValueTask ReleaseAsync(object? instance)
    {
        switch (instance)
        {
            case IAsyncDisposable disposable:
                return disposable.DisposeAsync();
            case IDisposable disposable:
                disposable.Dispose();
                return ValueTask.CompletedTask;
            default:
                return ValueTask.CompletedTask;
        }
    }
}
