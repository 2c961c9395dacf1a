namespace Microsoft.Azure.Functions.Worker.Context.Features;

/// <summary>The bound arguments of an invocation, in the order of its parameters.</summary>
public class FunctionInputBindingResult(object?[] values)
{
    public object?[] Values { get; } = values;
}
