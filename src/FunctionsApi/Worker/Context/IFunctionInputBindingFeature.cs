namespace Microsoft.Azure.Functions.Worker.Context.Features;

/// <summary>Binds the parameters of an invocation, once; later calls give the same values.</summary>
public interface IFunctionInputBindingFeature
{
    ValueTask<FunctionInputBindingResult> BindFunctionInputAsync(FunctionContext context);
}
