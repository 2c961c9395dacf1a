using Microsoft.Azure.Functions.Worker.Context.Features;

namespace Microsoft.Azure.Functions.Worker;

internal sealed class BoundResult<T>(IFunctionBindingsFeature bindings) : InvocationResult<T>
{
    public override T Value
    {
        get => (T)bindings.InvocationResult!;
        set => bindings.InvocationResult = value;
    }
}
