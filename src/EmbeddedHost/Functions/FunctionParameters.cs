using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace DurableSagas.EmbeddedHost.Functions;

/// <summary>Describes a method's parameter to converters and middleware.</summary>
internal static class FunctionParameters
{
    // The key under which Microsoft's converters look for the attribute.
    private const string BindingAttribute = "bindingAttribute";

    public static FunctionParameter Describe(ParameterInfo parameter) => new(
        parameter.Name!,
        parameter.ParameterType,
        parameter.HasDefaultValue,
        parameter.HasDefaultValue ? parameter.DefaultValue : null,
        Properties(parameter));

    private static ImmutableDictionary<string, object> Properties(ParameterInfo parameter) =>
        parameter.GetCustomAttribute<BindingAttribute>() is { } attribute
            ? ImmutableDictionary<string, object>.Empty.Add(BindingAttribute, attribute)
            : ImmutableDictionary<string, object>.Empty;
}
