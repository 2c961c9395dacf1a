using Mono.Cecil;

namespace DurableSagas.FunctionsApi.Tests.References;

/// <summary>Writes compiled types and members as the lists' keys name them.</summary>
internal static class CompiledName
{
    public static string Of(TypeReference type) => type.GetElementType().FullName.Replace('/', '.');

    public static string Of(MethodDefinition method)
    {
        var arity = method.HasGenericParameters ? $"`{method.GenericParameters.Count}" : "";
        var parameters = string.Join(',', method.Parameters.Select(parameter => Written(parameter.ParameterType)));
        return method.IsGetter || method.IsSetter
            ? $"{Of(method.DeclaringType)}::{method.Name}"
            : $"{Of(method.DeclaringType)}::{method.Name}{arity}({parameters})";
    }

    public static string Of(FieldDefinition field) => $"{Of(field.DeclaringType)}::{field.Name}";

    private static string Written(TypeReference type) => type switch
    {
        GenericParameter parameter => parameter.Name,
        ArrayType array => Written(array.ElementType) + "[]",
        ByReferenceType reference => Written(reference.ElementType),
        IModifierType modified => Written(modified.ElementType),
        GenericInstanceType { Namespace: "System", Name: "Nullable`1" } nullable => Written(nullable.GenericArguments[0]),
        GenericInstanceType generic =>
            $"{Of(generic).Split('`')[0]}<{string.Join(',', generic.GenericArguments.Select(Written))}>",
        _ => Keyword(type) ?? Of(type),
    };

    private static string? Keyword(TypeReference type) => type.FullName switch
    {
        "System.Boolean" => "bool",
        "System.Byte" => "byte",
        "System.Char" => "char",
        "System.Decimal" => "decimal",
        "System.Double" => "double",
        "System.Int32" => "int",
        "System.Int64" => "long",
        "System.Object" => "object",
        "System.Single" => "float",
        "System.String" => "string",
        _ => null,
    };
}
