using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.Options;

namespace DurableSagas.EmbeddedHost.Functions;

/// <summary>Runs the app's orchestrators and activities for the engine.</summary>
internal sealed class DurableFunctions(FunctionCatalog catalog, FunctionInvoker invoker, IOptions<WorkerOptions> options) : IDurableFunctions
{
    public DataConverter DataConverter { get; } = new SerializerDataConverter(options.Value.Serializer!);

    public IEnumerable<string> Orchestrators => catalog.Orchestrators.Keys;

    public IEnumerable<string> Activities => catalog.Activities.Keys;

    public bool HasOrchestrator(string name) => catalog.Orchestrators.ContainsKey(name);

    public bool HasActivity(string name) => catalog.Activities.ContainsKey(name);

    public Task<object?> RunOrchestratorAsync(string name, TaskOrchestrationContext context) =>
        invoker.RunOrchestratorAsync(Known(catalog.Orchestrators, "orchestrator", name), new OrchestrationCall(context));

    public Task<string?> RunActivityAsync(ActivityInvocation invocation, CancellationToken cancellationToken) =>
        invoker.RunAsync(
            Known(catalog.Activities, "activity", invocation.Name),
            new ActivityCall(invocation, DataConverter),
            run => ValueTask.FromResult(DataConverter.Serialize(run.InvocationResult)),
            cancellationToken);

    private static AppFunction Known(IReadOnlyDictionary<string, AppFunction> functions, string kind, string name) =>
        functions.TryGetValue(name, out var function) ? function : throw new ArgumentException(
            $"The function '{name}' doesn't exist, is disabled, or is not an {kind} function. " +
            $"Known: {string.Join(", ", functions.Keys)}.",
            nameof(name));
}
