using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace DurableSagas.Testing.Functions;

/// <summary>Runs an orchestrator inside Microsoft's replay, as the worker does.</summary>
internal sealed class FunctionOrchestrator(
    Type inputType, InputReading reading, ILoggerFactory loggers, Func<TaskOrchestrationContext, object?, Task<object?>> run) : ITaskOrchestrator
{
    public Type InputType => inputType;

    public Type OutputType => typeof(object);

    /// <summary>An app's function.</summary>
    public static FunctionOrchestrator Of(FunctionMethod function, IServiceProvider services, InputReading reading, ILoggerFactory loggers) =>
        new(InputTypeOf(function), reading, loggers, (context, input) => function.InvokeAsync(services, Arguments(function, context, input)));

    public async Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
    {
        var checkedContext = new OrchestratorContext(context, reading, loggers);
        var running = run(checkedContext, input);
        if (!running.IsCompleted && !checkedContext.IsAccessed)
        {
            throw checkedContext.Illegal();
        }

        var result = await running;
        checkedContext.MustBeOnItsThread();
        return result;
    }

    private static Type InputTypeOf(FunctionMethod function) =>
        function.Parameters.FirstOrDefault(parameter => !parameter.IsTrigger && !parameter.IsCancellation)?.Type ?? typeof(object);

    private static object?[] Arguments(FunctionMethod function, TaskOrchestrationContext context, object? input) =>
        [.. function.Parameters.Select(parameter => Argument(parameter, context, input))];

    private static object? Argument(FunctionParameter parameter, TaskOrchestrationContext context, object? input) =>
        parameter.IsTrigger ? context : parameter.IsCancellation ? CancellationToken.None : input;
}
