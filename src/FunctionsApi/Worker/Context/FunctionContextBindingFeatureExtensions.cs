using Microsoft.Azure.Functions.Worker.Context.Features;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>How middleware reads, and replaces, what goes into a function and what comes out.</summary>
public static class FunctionContextBindingFeatureExtensions
{
    public static async ValueTask<InputBindingData<T>> BindInputAsync<T>(
        this FunctionContext context, BindingMetadata bindingMetadata)
    {
        var bound = await Feature<IFunctionInputBindingFeature>(context).BindFunctionInputAsync(context);

        var parameters = context.FunctionDefinition.Parameters;
        for (var index = 0; index < parameters.Length; index++)
        {
            if (parameters[index].Name == bindingMetadata.Name)
            {
                return new BoundInput<T>(bindingMetadata, bound.Values, index);
            }
        }

        throw new InvalidOperationException(
            $"Function '{context.FunctionDefinition.Name}' has no parameter '{bindingMetadata.Name}'. " +
            $"Its parameters are: {string.Join(", ", parameters.Select(parameter => parameter.Name))}.");
    }

    public static InvocationResult GetInvocationResult(this FunctionContext context) =>
        new BoundResult(Feature<IFunctionBindingsFeature>(context));

    public static InvocationResult<T> GetInvocationResult<T>(this FunctionContext context)
    {
        var bindings = Feature<IFunctionBindingsFeature>(context);
        return bindings.InvocationResult is T
            ? new BoundResult<T>(bindings)
            : throw new InvalidOperationException(
                $"Function '{context.FunctionDefinition.Name}' returned " +
                $"'{bindings.InvocationResult?.GetType().FullName ?? "null"}', not '{typeof(T).FullName}'. " +
                "Ask for the result without a type, or for that type.");
    }

    public static IEnumerable<OutputBindingData<T>> GetOutputBindings<T>(this FunctionContext context)
    {
        var bindings = Feature<IFunctionBindingsFeature>(context);
        return bindings.OutputBindingData
            .Where(output => output.Value is T)
            .Select(output => new BoundOutput<T>(bindings, output.Key, BindingType(context, output.Key)))
            .ToList();
    }

    private static string BindingType(FunctionContext context, string name) =>
        context.FunctionDefinition.OutputBindings.TryGetValue(name, out var binding) ? binding.Type : string.Empty;

    private static TFeature Feature<TFeature>(FunctionContext context)
        where TFeature : class =>
        context.Features.Get<TFeature>() ?? throw new InvalidOperationException(
            $"Invocation '{context.InvocationId}' has no feature '{typeof(TFeature).Name}'. " +
            "It was not made by a host that binds functions.");
}
