using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using DurableSagas.FunctionsApi.Tests.Bindings;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DurableSagas.FunctionsApi.Tests.History;

/// <summary>What crosses the history: the inputs and results of activities and orchestrators, and all that they hold.</summary>
internal static class HistoryTypes
{
    private static readonly Type[] _collections = [typeof(IReadOnlyList<>), typeof(IReadOnlyDictionary<,>), typeof(Nullable<>)];
    private static readonly Type[] _leaves = [typeof(string), typeof(decimal), typeof(Guid), typeof(DateTimeOffset), typeof(TimeSpan), typeof(Uri), typeof(JsonElement)];

    public static IEnumerable<Type> Of(IEnumerable<MethodInfo> functions) => functions.SelectMany(Of).Distinct();

    /// <summary>Where a type is not what the real worker reads back: it serialises by runtime type, without a discriminator.</summary>
    public static IEnumerable<string> Faults(IEnumerable<Type> types)
    {
        HashSet<Type> seen = [];
        return types.SelectMany(type => Faults(type, type.Name, seen));
    }

    private static IEnumerable<Type> Of(MethodInfo function)
    {
        var isActivity = AppFunctions.TriggerOf<ActivityTriggerAttribute>(function) is not null;
        if (!isActivity && AppFunctions.TriggerOf<OrchestrationTriggerAttribute>(function) is null)
        {
            return [];
        }

        // A client is bound, not sent.
        var inputs = function.GetParameters().Where(parameter => !parameter.IsDefined(typeof(DurableClientAttribute))).Select(parameter => parameter.ParameterType).Where(type => type != typeof(TaskOrchestrationContext) && type != typeof(FunctionContext) && type != typeof(CancellationToken));
        return AppFunctions.ResultOf(function) is { } result ? inputs.Append(result) : inputs;
    }

    private static IEnumerable<string> Faults(Type type, string path, HashSet<Type> seen)
    {
        if (type.IsPrimitive || type.IsEnum || _leaves.Contains(type) || !seen.Add(type))
        {
            return [];
        }

        if (type.IsArray)
        {
            return Faults(type.GetElementType()!, path, seen);
        }

        if (type.IsGenericType && _collections.Contains(type.GetGenericTypeDefinition()))
        {
            return type.GenericTypeArguments.SelectMany(argument => Faults(argument, path, seen));
        }

        if (type.IsInterface || type.IsAbstract || !type.IsSealed || type.IsDefined(typeof(JsonPolymorphicAttribute)) || type.IsDefined(typeof(JsonDerivedTypeAttribute)))
        {
            return [$"{path}: {type.FullName} is not a sealed, concrete type."];
        }

        return type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetCustomAttribute<JsonIgnoreAttribute>() is not { Condition: JsonIgnoreCondition.Always })
            .SelectMany(property => Faults(property.PropertyType, $"{path}.{property.Name}", seen));
    }
}
