using System.Reflection;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.SagaFunctions.Interventions;

/// <summary>What the activities of an app's steps give.</summary>
internal sealed class StepResultTypes(AppFunctions functions)
{
    /// <summary>Null when the activity gives nothing, or is none of this app's.</summary>
    public Type? Of(string activity) =>
        functions.Methods.FirstOrDefault(method => method.GetCustomAttribute<FunctionAttribute>()!.Name == activity)?.ReturnType is { IsGenericType: true } task
        && task.GenericTypeArguments is [{ IsGenericType: true } given]
        && given.GetGenericTypeDefinition() == typeof(StepResult<>)
        && given.GenericTypeArguments[0] is var result
        && result != typeof(NoResult)
            ? result
            : null;

    /// <summary>True when any JSON is one: a participant's own answer.</summary>
    public static bool IsForeign(Type result) => result == typeof(ForeignJson);
}
