using System.Reflection;
using DurableSagas.Architecture.Tests.Builds;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Architecture.Tests.Signatures;

/// <summary>The methods that are functions, as the worker's build finds them.</summary>
internal static class AppFunctions
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<MethodInfo> All { get; } = Of(Build.App.OwnAssemblies().SelectMany(name => Assembly.Load(name).GetTypes()));

    public static IReadOnlyList<MethodInfo> Of(params IEnumerable<Type> types) => [.. types.SelectMany(type => type.GetMethods(Any)).Where(method => method.IsDefined(typeof(FunctionAttribute)))];

    public static string NameOf(MethodInfo function) => function.GetCustomAttribute<FunctionAttribute>()!.Name;

    public static TTrigger? TriggerOf<TTrigger>(MethodInfo function)
        where TTrigger : Attribute => function.GetParameters().Select(parameter => parameter.GetCustomAttribute<TTrigger>()).FirstOrDefault(trigger => trigger is not null);

    public static ParameterInfo ParameterOf<TTrigger>(MethodInfo function)
        where TTrigger : Attribute => function.GetParameters().Single(parameter => parameter.IsDefined(typeof(TTrigger)));

    /// <summary>What a function gives: the T of Task&lt;T&gt;, or null.</summary>
    public static Type? ResultOf(MethodInfo function) => function.ReturnType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Task<>)
        ? type.GenericTypeArguments[0]
        : function.ReturnType == typeof(Task) || function.ReturnType == typeof(void) ? null : function.ReturnType;
}
