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
    private readonly Dictionary<SagaDefinition, string> _ofApp = DefinitionsOfApp.Find(app);
    private readonly ConcurrentDictionary<string, IReadOnlyList<SagaDefinition>> _versions = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, FunctionOrchestrator> _ofKit = new(StringComparer.OrdinalIgnoreCase);

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

    /// <summary>One that fails, and says what there is, when there is none of that name.</summary>
    public ITaskOrchestrator Find(string name) =>
        _ofKit.GetValueOrDefault(name) as ITaskOrchestrator
        ?? (app.Orchestrators.TryGetValue(name, out var function) ? OfApp(function) : Unknown(name));

    private FunctionOrchestrator OfApp(FunctionMethod function) => FunctionOrchestrator.Of(function, singletons.In(services), _reading, loggers);

    private TaskOrchestrator<object, object> Unknown(string name)
    {
        var known = string.Join(", ", app.Orchestrators.Keys.Concat(_ofKit.Keys).Order(StringComparer.Ordinal));
        return FuncTaskOrchestrator.Create<object, object>((_, _) =>
            throw new InvalidOperationException($"There is no orchestrator function '{name}'. Known: {known}."));
    }
}
