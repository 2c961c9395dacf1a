namespace Microsoft.Azure.Functions.Worker;

/// <summary>One binding of a function: its name, its type (httpTrigger, queue, ...) and its direction.</summary>
public abstract class BindingMetadata
{
    public abstract string Name { get; }

    public abstract string Type { get; }

    public abstract BindingDirection Direction { get; }
}
