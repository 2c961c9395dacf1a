using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Testing.Functions;

/// <summary>A parameter of a function's method.</summary>
internal sealed class FunctionParameter(ParameterInfo parameter)
{
    public string Name => parameter.Name!;

    public Type Type => parameter.ParameterType;

    /// <summary>True of an orchestrator's context, and of an activity's input.</summary>
    public bool IsTrigger { get; } = parameter.IsDefined(typeof(OrchestrationTriggerAttribute)) || parameter.IsDefined(typeof(ActivityTriggerAttribute));

    public bool IsCancellation { get; } = parameter.ParameterType == typeof(CancellationToken);
}
