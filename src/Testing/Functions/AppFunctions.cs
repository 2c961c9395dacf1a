using System.Collections.Concurrent;
using System.Reflection;
using DurableSagas.Sagas.Definitions;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Testing.Functions;

/// <summary>The orchestrators and activities of an app, by name; functions of other kinds are none of the kit's business.</summary>
internal sealed class AppFunctions
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    // Reflection over an app takes longer than all the rest of a start.
    private static readonly ConcurrentDictionary<Assembly, AppFunctions> _ofAssemblies = new();

    private readonly Dictionary<string, FunctionMethod> _orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, FunctionMethod> _activities = new(StringComparer.OrdinalIgnoreCase);

    private readonly Lazy<IReadOnlyDictionary<SagaDefinition, string>> _definitions;

    private AppFunctions(IEnumerable<Type> types)
    {
        _definitions = new(() => DefinitionsOfApp.Find(_orchestrators));
        foreach (var method in types.SelectMany(type => type.GetMethods(Declared)))
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is { Name: var name })
            {
                Add(name, method);
            }
        }
    }

    public IReadOnlyDictionary<string, FunctionMethod> Orchestrators => _orchestrators;

    public IReadOnlyDictionary<string, FunctionMethod> Activities => _activities;

    /// <summary>The definitions that have an orchestrator function here, with its name.</summary>
    public IReadOnlyDictionary<SagaDefinition, string> Definitions => _definitions.Value;

    public static AppFunctions Of(IEnumerable<Type> types) => new(types);

    /// <summary>Those of an assembly and of those that it refers to.</summary>
    public static AppFunctions Of(Assembly entry) =>
        _ofAssemblies.GetOrAdd(entry, static assembly => new(AppAssemblies.From(assembly).SelectMany(found => found.GetTypes())));

    private void Add(string name, MethodInfo method)
    {
        foreach (var trigger in method.GetParameters().SelectMany(parameter => parameter.GetCustomAttributes()))
        {
            var functions = trigger switch
            {
                ActivityTriggerAttribute => _activities,
                OrchestrationTriggerAttribute => _orchestrators,
                _ => null,
            };
            if (functions is not null && !functions.TryAdd(name, new FunctionMethod(name, method)))
            {
                throw new InvalidOperationException(
                    $"Two functions are named '{name}': of '{functions[name].Method.DeclaringType}' and of '{method.DeclaringType}'. Give one another name.");
            }
        }
    }
}
