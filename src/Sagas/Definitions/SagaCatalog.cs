using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Sagas.Definitions;

/// <summary>Every saga of an app, found by its shape: a class <c>{Name}Saga</c> with static definitions, and an orchestrator function <c>{Name}Orchestrator</c> beside it.</summary>
public sealed class SagaCatalog
{
    private const string SagaSuffix = "Saga";
    private const string OrchestratorSuffix = "Orchestrator";

    private readonly Dictionary<string, RegisteredSaga> _newest;

    private SagaCatalog(IEnumerable<RegisteredSaga> sagas)
    {
        Sagas = [.. sagas.OrderBy(saga => saga.Definition.Name, StringComparer.Ordinal).ThenBy(saga => saga.Definition.Version)];
        _newest = Sagas.GroupBy(saga => saga.Definition.Name, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal);
    }

    /// <summary>All definitions, by name, then by version.</summary>
    public IReadOnlyList<RegisteredSaga> Sagas { get; }

    /// <summary>The newest version of a definition; null when there is none of that name.</summary>
    public RegisteredSaga? Find(string name) => _newest.GetValueOrDefault(name);

    /// <summary>One version of a definition; null when it is not registered.</summary>
    public RegisteredSaga? Find(string name, int version) => Sagas.FirstOrDefault(saga => saga.Definition.Name == name && saga.Definition.Version == version);

    /// <exception cref="SagaDefinitionException">A definition has faults, has no orchestrator, or stands twice.</exception>
    public static SagaCatalog Of(Assembly assembly)
    {
        List<string> faults = [];
        RegisteredSaga[] sagas = [.. assembly.GetTypes().Where(IsSaga).SelectMany(type => Definitions(type).Select(definition => Register(type, definition, faults)))];
        faults.AddRange(sagas
            .GroupBy(saga => (saga.Definition.Name, saga.Definition.Version))
            .Where(group => group.Count() > 1)
            .Select(group => $"Version {group.Key.Version} of '{group.Key.Name}' is defined {group.Count()} times."));
        return faults.Count == 0 ? new SagaCatalog(sagas) : throw new SagaDefinitionException(assembly.GetName().Name!, faults);
    }

    private static bool IsSaga(Type type) => type.IsClass && type.Name.EndsWith(SagaSuffix, StringComparison.Ordinal);

    private static IEnumerable<SagaDefinition> Definitions(Type type)
    {
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Static).Where(property => property.PropertyType.IsAssignableTo(typeof(SagaDefinition)));
        foreach (var property in properties)
        {
            SagaDefinition definition;
            try
            {
                definition = (SagaDefinition)property.GetValue(null)!;
            }
            catch (TargetInvocationException thrown) when (thrown.InnerException is TypeInitializationException { InnerException: SagaDefinitionException faults })
            {
                throw faults;
            }

            yield return definition;
        }
    }

    private static RegisteredSaga Register(Type type, SagaDefinition definition, List<string> faults)
    {
        var name = string.Concat(type.Name.AsSpan(0, type.Name.Length - SagaSuffix.Length), OrchestratorSuffix);
        var orchestrator = type.Assembly.GetType($"{type.Namespace}.{name}");
        if (orchestrator is null || !orchestrator.GetMethods().Any(method => method.GetCustomAttribute<FunctionAttribute>()?.Name == name))
        {
            faults.Add($"Saga '{definition.Name}' ({type.Name}) has no orchestrator: expected a class '{type.Namespace}.{name}' with a function named after it.");
        }

        return new RegisteredSaga(definition, name);
    }
}
