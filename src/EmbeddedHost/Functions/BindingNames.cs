using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.EmbeddedHost.Functions;

/// <summary>The bindings of a method, named as function.json would name them.</summary>
internal static class BindingNames
{
    public const string Return = "$return";
    public const string Http = "http";

    public static string TypeOf(BindingAttribute attribute)
    {
        var name = attribute.GetType().Name;
        name = name.EndsWith("Attribute", StringComparison.Ordinal) ? name[..^"Attribute".Length] : name;
        name = name.EndsWith("Output", StringComparison.Ordinal) ? name[..^"Output".Length] : name;
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    public static ImmutableDictionary<string, BindingMetadata> InputsOf(MethodInfo method) => method.GetParameters()
        .Select(parameter => (parameter.Name, Attribute: parameter.GetCustomAttribute<BindingAttribute>()))
        .Where(parameter => parameter.Attribute is not null)
        .ToImmutableDictionary(
            parameter => parameter.Name!,
            parameter => (BindingMetadata)new Binding(parameter.Name!, TypeOf(parameter.Attribute!), BindingDirection.In));

    public static ImmutableDictionary<string, BindingMetadata> OutputsOf(MethodInfo method, TriggerBindingAttribute trigger)
    {
        var outputs = ResultOf(method).GetProperties()
            .Select(property => (property.Name, Type: OutputType(property)))
            .Where(output => output.Type is not null)
            .ToDictionary(output => output.Name, BindingMetadata (output) => Output(output.Name, output.Type!));

        if (method.GetCustomAttribute<OutputBindingAttribute>() is { } attribute)
        {
            outputs[Return] = Output(Return, TypeOf(attribute));
        }
        else if (trigger is HttpTriggerAttribute && outputs.Count == 0)
        {
            outputs[Return] = Output(Return, Http);
        }

        return outputs.ToImmutableDictionary();
    }

    /// <summary>What the method gives once awaited.</summary>
    public static Type ResultOf(MethodInfo method)
    {
        var type = method.ReturnType;
        var awaited = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return awaited == typeof(Task<>) || awaited == typeof(ValueTask<>) ? type.GetGenericArguments()[0]
            : awaited == typeof(Task) || awaited == typeof(ValueTask) ? typeof(void)
            : type;
    }

    public static string? OutputType(PropertyInfo property) =>
        property.IsDefined(typeof(HttpResultAttribute)) || typeof(HttpResponseData).IsAssignableFrom(property.PropertyType) ? Http
        : property.GetCustomAttribute<OutputBindingAttribute>() is { } attribute ? TypeOf(attribute)
        : null;

    private static Binding Output(string name, string type) => new(name, type, BindingDirection.Out);

    private sealed class Binding(string name, string type, BindingDirection direction) : BindingMetadata
    {
        public override string Name { get; } = name;

        public override string Type { get; } = type;

        public override BindingDirection Direction { get; } = direction;
    }
}
