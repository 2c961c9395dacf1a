namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>One parameter to convert: from what, to what, for which invocation.</summary>
public abstract class ConverterContext
{
    public abstract Type TargetType { get; }

    public abstract object? Source { get; }

    public abstract FunctionContext FunctionContext { get; }

    public abstract IReadOnlyDictionary<string, object> Properties { get; }
}
