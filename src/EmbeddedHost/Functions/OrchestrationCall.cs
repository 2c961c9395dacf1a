using Microsoft.DurableTask;

namespace DurableSagas.EmbeddedHost.Functions;

/// <summary>The engine runs an orchestrator.</summary>
internal sealed class OrchestrationCall(TaskOrchestrationContext context) : InvocationTrigger
{
    public TaskOrchestrationContext Context { get; } = context;

    public override IReadOnlyDictionary<string, object?> BindingData =>
        new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { ["instanceId"] = Context.InstanceId };

    public override ValueTask<object?> ReadAsync(InvocationContext context, Type type) => new(Context);
}
