namespace Microsoft.Azure.Functions.Worker;

/// <summary>What the trigger carried: query string, route values, a queue message's properties.</summary>
public abstract class BindingContext
{
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}
