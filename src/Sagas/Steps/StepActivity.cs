using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Sagas.Steps;

/// <summary>An activity function of a step, as its class declares it.</summary>
/// <param name="Name">Of the function; null when it is none.</param>
/// <param name="Call">What it takes.</param>
/// <param name="Returned">What its method returns.</param>
internal sealed record StepActivity(string? Name, Type Call, Type Returned)
{
    private static readonly ConcurrentDictionary<Type, StepActivity?> _known = new();

    /// <summary>The type of the step's result; null when it returns none.</summary>
    public Type? Result => Of(Of(Returned, typeof(Task<>)), typeof(StepResult<>));

    /// <summary>Null when the class has no activity function.</summary>
    public static StepActivity? In(Type type) => _known.GetOrAdd(type, Find);

    private static StepActivity? Find(Type type) => type
        .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)
        .SelectMany(
            method => method.GetParameters().Where(parameter => parameter.IsDefined(typeof(ActivityTriggerAttribute))),
            (method, trigger) => new StepActivity(method.GetCustomAttribute<FunctionAttribute>()?.Name, trigger.ParameterType, method.ReturnType))
        .FirstOrDefault();

    private static Type? Of(Type? type, Type generic) =>
        type is { IsGenericType: true } && type.GetGenericTypeDefinition() == generic ? type.GenericTypeArguments[0] : null;
}
