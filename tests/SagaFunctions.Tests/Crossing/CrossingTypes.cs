using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Outcomes.Timelines;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.SagaFunctions.Tests.Crossing;

/// <summary>Every type of the app that crosses the history, found by the signatures of its functions and by its definitions.</summary>
internal static class CrossingTypes
{
    // Custom status, payloads of events and what an orchestrator reads of its context stand in no signature.
    private static readonly Type[] _unsigned = [typeof(SagaProgress), typeof(CancelRequest), typeof(ApprovalAnswer), typeof(DeclaredTransaction)];

    public static IReadOnlyList<Type> All { get; } =
    [
        .. ExampleApp.Functions.Methods.SelectMany(OfFunction)
            .Concat(ExampleApp.Catalog.Sagas.Select(saga => saga.Definition.RequestType))
            .Concat(_unsigned)
            .Distinct()
            .OrderBy(type => type.ToString(), StringComparer.Ordinal),
    ];

    /// <summary>The members, at any depth, that hold JSON as it comes, whose numbers would be changed on the way.</summary>
    public static IReadOnlyList<string> Untyped { get; } = [.. All.SelectMany(type => UntypedIn(type, [])).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The members that are written, also those that only the engine's own code sees.</summary>
    public static IEnumerable<PropertyInfo> PropertiesOf(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
        .Where(property => property.GetMethod is { IsPublic: true } || property.IsDefined(typeof(JsonIncludeAttribute)));

    private static IEnumerable<Type> OfFunction(MethodInfo function)
    {
        var parameters = function.GetParameters();
        if (parameters.FirstOrDefault(parameter => parameter.IsDefined(typeof(ActivityTriggerAttribute))) is { } input)
        {
            return [input.ParameterType, ResultOf(function)];
        }

        return parameters.Any(parameter => parameter.IsDefined(typeof(OrchestrationTriggerAttribute)))
            ? [.. parameters.Skip(1).Select(parameter => parameter.ParameterType), ResultOf(function)]
            : [];
    }

    private static Type ResultOf(MethodInfo function) => function.ReturnType.GetGenericArguments() is [var result] ? result : throw new InvalidOperationException($"'{function.DeclaringType!.Name}' returns nothing that could cross.");

    private static IEnumerable<string> UntypedIn(Type type, HashSet<Type> seen) =>
        !seen.Add(type) || type.Assembly == typeof(object).Assembly
            ? type.GetGenericArguments().SelectMany(argument => UntypedIn(argument, seen))
            : PropertiesOf(type).SelectMany(property => IsUntyped(property.PropertyType)
                ? [$"{type.Name}.{property.Name}"]
                : UntypedIn(property.PropertyType, seen));

    private static bool IsUntyped(Type type) =>
        type == typeof(object) || type.Namespace?.StartsWith("System.Text.Json", StringComparison.Ordinal) == true || type.GetGenericArguments().Any(IsUntyped);
}
