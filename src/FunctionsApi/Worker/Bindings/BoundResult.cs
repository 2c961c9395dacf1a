using Microsoft.Azure.Functions.Worker.Context.Features;

namespace Microsoft.Azure.Functions.Worker;

internal sealed class BoundResult(IFunctionBindingsFeature bindings) : InvocationResult
{
    // Null when the function returned nothing: Microsoft's signature does not admit it, its behaviour does.
    public override object Value
    {
        get => bindings.InvocationResult!;
        set => bindings.InvocationResult = value;
    }
}
