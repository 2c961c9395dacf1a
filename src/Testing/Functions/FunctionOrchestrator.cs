using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace DurableSagas.Testing.Functions;

/// <summary>Runs an orchestrator inside Microsoft's replay, as the worker does.</summary>
internal sealed class FunctionOrchestrator(Type inputType, InputReading reading, ILoggerFactory loggers, Func<TaskOrchestrationContext, object?, Task<object?>> run) : ITaskOrchestrator
{
    public Type InputType => inputType;

    public Type OutputType => typeof(object);

    /// <summary>An app's function.</summary>
    public static FunctionOrchestrator Of(FunctionMethod function, IServiceProvider services, InputReading reading, ILoggerFactory loggers) =>
        new(InputTypeOf(function), reading, loggers, (context, input) => function.InvokeAsync(services, [.. function.Parameters.Select(parameter => Argument(parameter, context, input))]));

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

    private static Type InputTypeOf(FunctionMethod function) => function.Parameters.FirstOrDefault(IsInput)?.ParameterType ?? typeof(object);

    private static bool IsInput(ParameterInfo parameter) =>
        !parameter.IsDefined(typeof(OrchestrationTriggerAttribute)) && parameter.ParameterType != typeof(CancellationToken);

    private static object? Argument(ParameterInfo parameter, TaskOrchestrationContext context, object? input) =>
        parameter.IsDefined(typeof(OrchestrationTriggerAttribute)) ? context : IsInput(parameter) ? input : CancellationToken.None;
}
