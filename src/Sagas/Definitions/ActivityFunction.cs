using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Sagas.Definitions;

/// <summary>Checks that a type named in a definition is an activity function of that name.</summary>
internal static class ActivityFunction
{
    public static string? FaultOf(Type type)
    {
        var function = type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)
            .FirstOrDefault(method => method.GetParameters().Any(parameter => parameter.IsDefined(typeof(ActivityTriggerAttribute))));
        var name = function?.GetCustomAttribute<FunctionAttribute>()?.Name;
        return name == type.Name
            ? null
            : $"'{type.Name}' is no activity function: expected a public method with [Function(nameof({type.Name}))] and an [ActivityTrigger] parameter, found {(name is null ? "none" : $"the name '{name}'")}.";
    }
}
