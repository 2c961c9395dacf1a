namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>Runs around every function.</summary>
public interface IFunctionsWorkerMiddleware
{
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}
