using DurableSagas.EmbeddedHost.Hosting;
using DurableSagas.EmbeddedHost.Queues;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace DurableSagas.EmbeddedHost.Functions;

/// <summary>Runs a function through the app's middleware.</summary>
internal sealed partial class FunctionInvoker(
    IServiceProvider services, MiddlewarePipeline middleware, QueueOutputs queues, HostJson hostJson, TimeProvider time, ILogger<FunctionInvoker> logger)
{
    private readonly FunctionExecutionDelegate _pipeline = middleware.Around(FunctionExecution.ExecuteAsync);

    /// <summary>Runs an orchestrator inline: nothing here leaves the caller's thread, and a failure is the engine's to tell.</summary>
    public async Task<object?> RunOrchestratorAsync(AppFunction function, OrchestrationCall call)
    {
        await using var invocation = new InvocationContext(NewId(), function, call, services, CancellationToken.None);
        await _pipeline(invocation);
        return invocation.InvocationResult;
    }

    /// <summary>Runs any other function, for no longer than host.json allows, and reads its outcome while its services live.</summary>
    public async Task<T> RunAsync<T>(
        AppFunction function, InvocationTrigger trigger, Func<InvocationContext, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        var invocationId = NewId();
        using var limit = new FunctionTimeLimit(hostJson.FunctionTimeout, time, cancellationToken);
        try
        {
            return await limit.WaitAsync(RunToEndAsync(invocationId, function, trigger, read, limit.Token));
        }
        catch (OperationCanceledException) when (limit.IsOver)
        {
            var overdue = new FunctionTimeoutException(function.Name, invocationId, hostJson.FunctionTimeout!.Value);
            LogFailed(overdue, function.Name, invocationId, InstanceOf(trigger));
            throw overdue;
        }
    }

    private async Task<T> RunToEndAsync<T>(
        string invocationId,
        AppFunction function,
        InvocationTrigger trigger,
        Func<InvocationContext, ValueTask<T>> read,
        CancellationToken cancellationToken)
    {
        await using var invocation = new InvocationContext(invocationId, function, trigger, services, cancellationToken);
        try
        {
            await _pipeline(invocation);
            await queues.SendAsync(invocation);
            return await read(invocation);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            LogCancelled(function.Name, invocationId, InstanceOf(trigger));
            throw;
        }
        catch (Exception exception) when (trigger is not ActivityCall)
        {
            // An activity's failure is recorded, and logged, by the engine.
            LogFailed(exception, function.Name, invocationId, InstanceOf(trigger));
            throw;
        }
    }

    private static string NewId() => Guid.NewGuid().ToString();

    private static string InstanceOf(InvocationTrigger trigger) =>
        trigger is ActivityCall call ? call.Invocation.InstanceId : "none";

    [LoggerMessage(1, LogLevel.Error, "Function '{FunctionName}' failed (invocation {InvocationId}, instance {InstanceId}).")]
    private partial void LogFailed(Exception exception, string functionName, string invocationId, string instanceId);

    [LoggerMessage(2, LogLevel.Information, "Function '{FunctionName}' was cancelled (invocation {InvocationId}, instance {InstanceId}).")]
    private partial void LogCancelled(string functionName, string invocationId, string instanceId);
}
