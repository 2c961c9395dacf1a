namespace Microsoft.Azure.Functions.Worker;

/// <summary>An input of the running invocation, which middleware may read and replace.</summary>
public abstract class InputBindingData<T>
{
    public abstract BindingMetadata BindingMetadata { get; }

    public abstract T Value { get; set; }
}
