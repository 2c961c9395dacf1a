namespace Microsoft.Azure.Functions.Worker;

internal sealed class BoundInput<T>(BindingMetadata metadata, object?[] values, int index) : InputBindingData<T>
{
    public override BindingMetadata BindingMetadata { get; } = metadata;

    public override T Value
    {
        get => (T)values[index]!;
        set => values[index] = value;
    }
}
