namespace DurableSagas.EmbeddedHost.Functions;

/// <summary>What started an invocation, and what it carried.</summary>
/// <remarks>A trigger that implements a feature's interface gives that feature to the invocation.</remarks>
internal abstract class InvocationTrigger
{
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }

    public virtual string? TraceParent => null;

    public virtual string? TraceState => null;

    /// <summary>The value of the trigger's own parameter.</summary>
    public abstract ValueTask<object?> ReadAsync(InvocationContext context, Type type);
}
