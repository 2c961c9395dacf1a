using System.Collections.Concurrent;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Running;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace DurableSagas.Testing.Functions;

/// <summary>The orchestrators that instances can be of: the app's, and one for each definition that has none of its own there.</summary>
internal sealed class Orchestrators(AppFunctions app, DataConverter converter, IServiceProvider services, Singletons singletons, ILoggerFactory loggers)
{
    private readonly InputReading _reading = new(converter);
    private readonly IReadOnlyDictionary<SagaDefinition, string> _ofApp = app.Definitions;
    private readonly ConcurrentDictionary<string, IReadOnlyList<SagaDefinition>> _versions = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, FunctionOrchestrator> _ofKit = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentBag<SagaDefinition> _named = [];

    /// <summary>Those that can be run, and those registered for their names alone.</summary>
    public IEnumerable<SagaDefinition> Definitions => _ofApp.Keys.Concat(_versions.Values.SelectMany(versions => versions)).Concat(_named);

    private IEnumerable<string> Names => app.Orchestrators.Keys.Concat(_ofKit.Keys);

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
        _ofKit[definition.Name] = new FunctionOrchestrator(
            typeof(object),
            _reading,
            loggers,
            async (context, _) => await SagaOrchestrator.RunAsync(context, runnable));
        return definition.Name;
    }

    /// <summary>Lets the steps of a definition be known that a function of the app makes of its input.</summary>
    public void Name(SagaDefinition definition) => _named.Add(definition);

    /// <summary>The definition that an instance of an orchestrator runs; null when it is none that is known.</summary>
    /// <param name="version">The instance's; one that names none began with version 1.</param>
    public SagaDefinition? DefinitionOf(string orchestrator, string? version) => _ofApp
        .Where(function => string.Equals(function.Value, orchestrator, StringComparison.OrdinalIgnoreCase))
        .Select(function => function.Key)
        .Concat(_versions.GetValueOrDefault(orchestrator, []))
        .FirstOrDefault(definition => $"{definition.Version}" == (version is { Length: > 0 } ? version : "1"));

    /// <summary>One that fails, and says what there is, when there is none of that name.</summary>
    public ITaskOrchestrator Find(string name) =>
        _ofKit.GetValueOrDefault(name) as ITaskOrchestrator
        ?? (app.Orchestrators.TryGetValue(name, out var function) ? OfApp(function) : Unknown(name));

    private FunctionOrchestrator OfApp(FunctionMethod function) => FunctionOrchestrator.Of(function, singletons.In(services), _reading, loggers);

    private TaskOrchestrator<object, object> Unknown(string name) => FuncTaskOrchestrator.Create<object, object>((_, _) =>
        throw new InvalidOperationException($"There is no orchestrator function '{name}'. Known: {string.Join(", ", Names.Order(StringComparer.Ordinal))}."));
}
