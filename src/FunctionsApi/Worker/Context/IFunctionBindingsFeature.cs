namespace Microsoft.Azure.Functions.Worker.Context.Features;

/// <summary>The outputs of an invocation, set by the host once the function has returned.</summary>
internal interface IFunctionBindingsFeature
{
    object? InvocationResult { get; set; }

    IDictionary<string, object?> OutputBindingData { get; }
}
