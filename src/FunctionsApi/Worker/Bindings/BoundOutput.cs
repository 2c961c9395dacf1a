using Microsoft.Azure.Functions.Worker.Context.Features;

namespace Microsoft.Azure.Functions.Worker;

internal sealed class BoundOutput<T>(IFunctionBindingsFeature bindings, string name, string bindingType)
    : OutputBindingData<T>
{
    public override string Name { get; } = name;

    public override string BindingType { get; } = bindingType;

    public override T Value
    {
        get => (T)bindings.OutputBindingData[Name]!;
        set => bindings.OutputBindingData[Name] = value;
    }
}
