using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Sagas.Definitions.Building;

/// <summary>Checks that a type named in a definition is an activity function of that name.</summary>
internal static class ActivityFunction
{
    /// <summary>The function's name; what is wrong with the type is added to <paramref name="faults"/>.</summary>
    public static string NameOf<TActivity>(ICollection<string> faults)
    {
        if (FaultOf(typeof(TActivity)) is { } fault)
        {
            faults.Add(fault);
        }

        return typeof(TActivity).Name;
    }

    private static string? FaultOf(Type type)
    {
        var function = type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)
            .FirstOrDefault(method => method.GetParameters().Any(parameter => parameter.IsDefined(typeof(ActivityTriggerAttribute))));
        var name = function?.GetCustomAttribute<FunctionAttribute>()?.Name;
        return name == type.Name
            ? null
            : $"'{type.Name}' is no activity function: expected a public method with [Function(nameof({type.Name}))] "
                + $"and an [ActivityTrigger] parameter, found {(name is null ? "none" : $"the name '{name}'")}.";
    }
}
