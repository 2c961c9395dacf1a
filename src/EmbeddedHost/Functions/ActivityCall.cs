using Microsoft.DurableTask;

namespace DurableSagas.EmbeddedHost.Functions;

/// <summary>The engine runs an activity for an instance.</summary>
internal sealed class ActivityCall(ActivityInvocation invocation, DataConverter converter) : InvocationTrigger
{
    private Dictionary<string, object?>? _bindingData;

    public ActivityInvocation Invocation { get; } = invocation;

    public override IReadOnlyDictionary<string, object?> BindingData => _bindingData ??=
        new(StringComparer.OrdinalIgnoreCase) { ["instanceId"] = Invocation.InstanceId, ["data"] = Invocation.Input };

    public override ValueTask<object?> ReadAsync(InvocationContext context, Type type) =>
        new(converter.Deserialize(Invocation.Input, type));
}
