using Mono.Cecil;
using Mono.Cecil.Rocks;

namespace DurableSagas.FunctionsApi.Tests.References;

/// <summary>Properties set in attributes (<c>Route = "..."</c>): the compiler writes them as text, not as references.</summary>
internal static class AttributeProperties
{
    public static IEnumerable<(TypeReference Attribute, string Property)> Of(ModuleDefinition module) =>
        from provider in Providers(module)
        from attribute in provider.CustomAttributes
        from property in attribute.Properties
        select (attribute.AttributeType, property.Name);

    private static IEnumerable<ICustomAttributeProvider> Providers(ModuleDefinition module)
    {
        ICustomAttributeProvider[] whole = [module, module.Assembly];
        return whole.Concat(module.GetAllTypes().SelectMany(Providers));
    }

    private static IEnumerable<ICustomAttributeProvider> Providers(TypeDefinition type) =>
    [
        type,
        .. type.Properties,
        .. type.Fields,
        .. type.Methods,
        .. type.Methods.SelectMany(method => method.Parameters),
        .. type.Methods.Select(method => method.MethodReturnType),
    ];
}
