namespace Microsoft.Azure.Functions.Worker;

/// <summary>An output of the finished invocation, which middleware may read and replace.</summary>
public abstract class OutputBindingData<T>
{
    public abstract string Name { get; }

    public abstract string BindingType { get; }

    public abstract T Value { get; set; }
}
