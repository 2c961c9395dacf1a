using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace DurableSagas.EmbeddedHost.Functions;

/// <summary>Decides once how each parameter of a function is bound, and binds them all for an invocation.</summary>
internal static class ParameterBindings
{
    public static IReadOnlyList<ParameterBinding> Of(AppFunction function)
    {
        var inputIsBound = function.Trigger is not OrchestrationTriggerAttribute;
        var bindings = new List<ParameterBinding>();
        foreach (var parameter in function.Method.GetParameters())
        {
            var binding = Explicit(parameter);
            if (binding is null && !inputIsBound)
            {
                binding = new ParameterBinding.OfOrchestrationInput(parameter.ParameterType);
                inputIsBound = true;
            }

            bindings.Add(binding ?? new ParameterBinding.OfName(parameter.Name!, parameter.ParameterType, parameter.Position));
        }

        return bindings;
    }

    public static async ValueTask<object?[]> BindAsync(InvocationContext context)
    {
        var function = context.Function;
        var values = new object?[function.Bindings.Count];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = await function.Bindings[index].BindAsync(context) ?? Default(function, function.Parameters[index]);
        }

        return values;
    }

    private static ParameterBinding? Explicit(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        return type == typeof(FunctionContext) ? new ParameterBinding.OfContext()
            : type == typeof(CancellationToken) ? new ParameterBinding.OfCancellation()
            : parameter.IsDefined(typeof(TriggerBindingAttribute)) ? new ParameterBinding.FromTrigger(type)
            : parameter.IsDefined(typeof(DurableClientAttribute)) ? new ParameterBinding.OfDurableClient()
            : Converter(parameter) is { } converter
                ? new ParameterBinding.OfConverter(converter, parameter.Name!, type, parameter.Position)
            : null;
    }

    private static Type? Converter(ParameterInfo parameter) =>
        (parameter.GetCustomAttributes<InputConverterAttribute>().FirstOrDefault()
            ?? parameter.ParameterType.GetCustomAttributes<InputConverterAttribute>().FirstOrDefault())?.ConverterType;

    private static object? Default(AppFunction function, FunctionParameter parameter) =>
        parameter.HasDefaultValue ? parameter.DefaultValue
        : parameter.IsReferenceOrNullableType ? null
        : throw new FunctionInputConverterException(
            $"Error converting 1 input parameters for Function '{function.Name}': " +
            $"Could not populate the value for '{parameter.Name}' parameter. Consider adding a default value or making the parameter nullable.");
}
