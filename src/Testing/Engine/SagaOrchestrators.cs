using System.Collections.Concurrent;
using System.Reflection;
using DurableSagas.EmbeddedHost.Functions;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Running;
using Microsoft.DurableTask;

namespace DurableSagas.Testing.Engine;

/// <summary>Finds the orchestrator function that runs a definition; a definition without one is run as an app's orchestrator would run it.</summary>
internal sealed class SagaOrchestrators(FunctionCatalog catalog)
{
    private const string OrchestratorSuffix = "Orchestrator";
    private const string SagaSuffix = "Saga";

    private readonly Dictionary<SagaDefinition, string> _ofApp = OfApp(catalog);
    private readonly ConcurrentDictionary<string, IReadOnlyList<SagaDefinition>> _versions = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, Func<TaskOrchestrationContext, Task<object?>>> _ofKit = new(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<string> Names => _ofKit.Keys;

    /// <summary>The name of the orchestrator function; one of the kit's is named as the definition is.</summary>
    public string Register<TRequest>(SagaDefinition<TRequest> definition)
        where TRequest : class
    {
        if (_ofApp.TryGetValue(definition, out var function))
        {
            return function;
        }

        var versions = _versions.AddOrUpdate(
            definition.Name, [definition], (_, known) => [.. known.Where(other => other.Version != definition.Version), definition]);
        SagaDefinition<TRequest>[] runnable = [.. versions.OfType<SagaDefinition<TRequest>>()];
        _ofKit[definition.Name] = async context => await SagaOrchestrator.RunAsync(context, runnable, context.GetInput<TRequest>()!);
        return definition.Name;
    }

    public Func<TaskOrchestrationContext, Task<object?>>? Find(string name) => _ofKit.GetValueOrDefault(name);

    private static Dictionary<SagaDefinition, string> OfApp(FunctionCatalog catalog)
    {
        var found = new Dictionary<SagaDefinition, string>();
        foreach (var (name, function) in catalog.Orchestrators)
        {
            foreach (var definition in DefinitionsBeside(function.Method.DeclaringType!))
            {
                found[definition] = name;
            }
        }

        return found;
    }

    private static IEnumerable<SagaDefinition> DefinitionsBeside(Type orchestrator)
    {
        if (!orchestrator.FullName!.EndsWith(OrchestratorSuffix, StringComparison.Ordinal))
        {
            return [];
        }

        var saga = orchestrator.Assembly.GetType(string.Concat(orchestrator.FullName.AsSpan(0, orchestrator.FullName.Length - OrchestratorSuffix.Length), SagaSuffix));
        return saga is null
            ? []
            : saga.GetProperties(BindingFlags.Public | BindingFlags.Static)
                .Where(property => property.PropertyType.IsAssignableTo(typeof(SagaDefinition)))
                .Select(property => (SagaDefinition)property.GetValue(null)!);
    }
}
