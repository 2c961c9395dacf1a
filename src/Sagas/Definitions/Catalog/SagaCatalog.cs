using System.Reflection;
using DurableSagas.Sagas.Texts;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DurableSagas.Sagas.Definitions.Catalog;

/// <summary>
/// Every saga of an app, found by its shape: a class <c>{Name}Saga</c> with static definitions, and an orchestrator function
/// <c>{Name}Orchestrator</c> beside it.
/// </summary>
public sealed class SagaCatalog
{
    private const string SagaSuffix = "Saga";
    private const string OrchestratorSuffix = "Orchestrator";

    private readonly Dictionary<string, RegisteredSaga> _newest;

    private SagaCatalog(IEnumerable<RegisteredSaga> sagas)
    {
        Sagas = [.. sagas.OrderBy(saga => saga.Definition.Name, StringComparer.Ordinal).ThenBy(saga => saga.Definition.Version)];
        _newest = Sagas.GroupBy(saga => saga.Definition.Name, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal);
    }

    /// <summary>All definitions, by name, then by version.</summary>
    public IReadOnlyList<RegisteredSaga> Sagas { get; }

    /// <summary>The newest version of a definition; null when there is none of that name.</summary>
    public RegisteredSaga? Find(string name) => _newest.GetValueOrDefault(name);

    /// <summary>One version of a definition; null when it is not registered.</summary>
    public RegisteredSaga? Find(string name, int version) => Sagas.FirstOrDefault(saga => saga.Definition.Name == name && saga.Definition.Version == version);

    /// <exception cref="SagaDefinitionException">A definition has faults, has no orchestrator, or stands twice.</exception>
    public static SagaCatalog Of(Assembly assembly) => Of(assembly.GetName().Name!, assembly.GetTypes());

    /// <summary>The sagas of an app, without those that cannot be built.</summary>
    /// <param name="faults">Takes what is wrong with any of them.</param>
    public static SagaCatalog Of(Assembly assembly, ICollection<string> faults) => Of(assembly.GetTypes(), faults);

    internal static SagaCatalog Of(string app, IReadOnlyCollection<Type> types)
    {
        List<string> faults = [];
        var catalog = Of(types, faults);
        return faults.Count == 0 ? catalog : throw new SagaDefinitionException(app, faults);
    }

    private static SagaCatalog Of(IReadOnlyCollection<Type> types, ICollection<string> faults)
    {
        RegisteredSaga[] sagas =
        [
            .. types.Where(IsSaga).SelectMany(type => Definitions(type, faults).Select(definition => Register(type, definition, faults))),
        ];
        foreach (var fault in TwiceFaults(sagas).Concat(UndoFaults(types, sagas)).Concat(UnknownSubSagaFaults(sagas)))
        {
            faults.Add(fault);
        }

        return new SagaCatalog(sagas);
    }

    private static IEnumerable<string> TwiceFaults(IEnumerable<RegisteredSaga> sagas) =>
        from saga in sagas
        group saga by (saga.Definition.Name, saga.Definition.Version) into version
        where version.Count() > 1
        select $"Version {version.Key.Version} of '{version.Key.Name}' is defined {version.Count()} times.";

    private static IEnumerable<string> UnknownSubSagaFaults(IReadOnlyCollection<RegisteredSaga> sagas) =>
        from saga in sagas
        from work in SubSagas([saga])
        where !sagas.Any(other => other.Definition == work.Definition)
        select $"Saga '{saga.Definition.Name}' has sub-saga '{work.Definition.Name}', which is no saga of this app: "
            + "expected it as a static property of a class '{Name}Saga', with its '{Name}Orchestrator' beside it.";

    // The worker reads the input as the parameter's type, and what is to be undone would be lost.
    private static IEnumerable<string> UndoFaults(IReadOnlyCollection<Type> types, IReadOnlyCollection<RegisteredSaga> sagas)
    {
        var subSagas = SubSagas(sagas).Select(work => work.Definition).ToHashSet();
        return from saga in sagas
               where subSagas.Contains(saga.Definition) || saga.Definition.UndoableFor is not null
               let undone = subSagas.Contains(saga.Definition) ? "a sub-saga" : "a saga with UndoWithin"
               from method in types.SelectMany(type => type.GetMethods())
               where method.GetCustomAttribute<FunctionAttribute>()?.Name == saga.Orchestrator
               from parameter in method.GetParameters()
               where parameter.ParameterType != typeof(TaskOrchestrationContext)
               select $"Orchestrator '{saga.Orchestrator}' runs {undone}, and takes '{parameter.Name}' beside its context; "
                   + "let it take the context alone, else it could not be undone.";
    }

    private static IEnumerable<StepWork.SubSaga> SubSagas(IEnumerable<RegisteredSaga> sagas) =>
        sagas.SelectMany(saga => saga.Definition.Steps).Select(step => step.Action).OfType<StepWork.SubSaga>();

    private static bool IsSaga(Type type) => type.IsClass && type.Name.EndsWith(SagaSuffix, StringComparison.Ordinal);

    private static IEnumerable<SagaDefinition> Definitions(Type type, ICollection<string> faults)
    {
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(property => property.PropertyType.IsAssignableTo(typeof(SagaDefinition)));
        foreach (var property in properties)
        {
            SagaDefinition definition;
            try
            {
                definition = (SagaDefinition)property.GetValue(null)!;
            }
            catch (TargetInvocationException thrown)
            {
                foreach (var fault in FaultsOf(thrown.InnerException!))
                {
                    faults.Add($"{type.Name}: {fault}");
                }

                yield break;
            }

            yield return definition;
        }
    }

    private static IReadOnlyList<string> FaultsOf(Exception thrown) => thrown switch
    {
        SagaDefinitionException faulty => faulty.Faults,
        TypeInitializationException { InnerException: SagaDefinitionException faulty } => faulty.Faults,
        // A static property of another class: it tells its own faults.
        TypeInitializationException { InnerException: TypeInitializationException { TypeName: var other } } => [$"It refers to '{other}', which has faults."],
        _ => [$"It cannot be built: {ErrorText.Of(thrown.InnerException ?? thrown)}"],
    };

    private static RegisteredSaga Register(Type type, SagaDefinition definition, ICollection<string> faults)
    {
        var name = string.Concat(type.Name.AsSpan(0, type.Name.Length - SagaSuffix.Length), OrchestratorSuffix);
        var orchestrator = type.Assembly.GetType($"{type.Namespace}.{name}");
        if (orchestrator is null || !orchestrator.GetMethods().Any(method => method.GetCustomAttribute<FunctionAttribute>()?.Name == name))
        {
            faults.Add(
                $"Saga '{definition.Name}' ({type.Name}) has no orchestrator: expected a class '{type.Namespace}.{name}' with a function named after it.");
        }
        else
        {
            // A name that nothing has must not take the place of one that another catalog has found.
            definition.RunBy(name);
        }

        return new RegisteredSaga(definition, name);
    }
}
