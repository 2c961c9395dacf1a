using Microsoft.DurableTask;

namespace DurableSagas.EmbeddedHost.Functions;

/// <summary>The app's orchestrators and activities, as the engine calls them.</summary>
internal interface IDurableFunctions
{
    IEnumerable<string> Orchestrators { get; }

    IEnumerable<string> Activities { get; }

    DataConverter DataConverter { get; }

    bool HasOrchestrator(string name);

    bool HasActivity(string name);

    /// <summary>Runs inline on the caller's thread; the task ends when the function does. The result is not serialised.</summary>
    Task<object?> RunOrchestratorAsync(string name, TaskOrchestrationContext context);

    /// <summary>Deserialises the input, runs the function with its middleware, and serialises the result by its runtime type.</summary>
    Task<string?> RunActivityAsync(ActivityInvocation invocation, CancellationToken cancellationToken);
}
