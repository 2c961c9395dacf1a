using System.Reflection;
using DurableSagas.Sagas.Definitions;

namespace DurableSagas.Testing.Functions;

/// <summary>Finds the definitions for which an app has an orchestrator function: <c>{Name}Orchestrator</c> beside <c>{Name}Saga</c>.</summary>
internal static class DefinitionsOfApp
{
    private const string OrchestratorSuffix = "Orchestrator";
    private const string SagaSuffix = "Saga";

    /// <summary>The names of the functions, by definition.</summary>
    public static Dictionary<SagaDefinition, string> Find(IReadOnlyDictionary<string, FunctionMethod> orchestrators)
    {
        var found = new Dictionary<SagaDefinition, string>();
        foreach (var (name, function) in orchestrators)
        {
            foreach (var definition in Beside(function.Method.DeclaringType!))
            {
                found[definition] = name;
                definition.RunBy(name);
            }
        }

        return found;
    }

    private static IEnumerable<SagaDefinition> Beside(Type orchestrator)
    {
        if (!orchestrator.FullName!.EndsWith(OrchestratorSuffix, StringComparison.Ordinal))
        {
            return [];
        }

        var saga = orchestrator.Assembly.GetType($"{orchestrator.FullName[..^OrchestratorSuffix.Length]}{SagaSuffix}");
        return saga is null
            ? []
            : saga.GetProperties(BindingFlags.Public | BindingFlags.Static)
                .Where(property => property.PropertyType.IsAssignableTo(typeof(SagaDefinition)))
                .Select(property => (SagaDefinition)property.GetValue(null)!);
    }
}
