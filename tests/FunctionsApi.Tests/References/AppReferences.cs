using DurableSagas.FunctionsApi.Tests.Lists;
using Mono.Cecil;

namespace DurableSagas.FunctionsApi.Tests.References;

/// <summary>What a compiled assembly of the app refers to in the Functions and Durable APIs.</summary>
internal sealed class AppReferences(ModuleDefinition module, ApiLists lists)
{
    private const string EmbeddedHost = "DurableSagas.EmbeddedHost";

    private static readonly string[] _namespaces = ["DurableTask", "Microsoft.Azure.Functions", "Microsoft.DurableTask"];
    private static readonly string[] _assemblies = [EmbeddedHost, "DurableSagas.FunctionsApi"];

    private static readonly string[] _forProgram =
    [
        "Microsoft.Azure.Functions.Worker.Builder.FunctionsApplication",
        "Microsoft.Azure.Functions.Worker.Builder.FunctionsApplicationBuilder",
    ];

    public IEnumerable<TypeReference> Types => module.GetTypeReferences().Where(IsOfApi);

    public IEnumerable<MemberReference> Members =>
        module.GetMemberReferences().Where(member => IsOfApi(member.DeclaringType));

    public IEnumerable<string> Faults() =>
    [
        .. Types.Select(FaultOf).OfType<string>(),
        .. Members.Select(FaultOf).OfType<string>(),
        .. AttributeProperties.Of(module).Where(property => IsOfApi(property.Attribute)).Select(FaultOf).OfType<string>(),
    ];

    private string? FaultOf(TypeReference type)
    {
        var name = CompiledName.Of(type);
        return type switch
        {
            _ when type.Scope.Name == EmbeddedHost && !_forProgram.Contains(name) =>
                $"{module.Name} refers to '{name}' of {EmbeddedHost}; only {string.Join(" and ", _forProgram)} may be.",
            _ when lists.Find(name) is null => $"{module.Name} refers to type '{name}', which is in no list.",
            _ => null,
        };
    }

    private string? FaultOf(MemberReference member)
    {
        var key = member.Resolve() switch
        {
            MethodDefinition method => CompiledName.Of(method),
            FieldDefinition field => CompiledName.Of(field),
            _ => $"{CompiledName.Of(member.DeclaringType)}::{member.Name}",
        };
        return IsListed(member, key) ? null : NotListed(key, CompiledName.Of(member.DeclaringType));
    }

    private string? FaultOf((TypeReference Attribute, string Property) argument)
    {
        var key = $"{CompiledName.Of(argument.Attribute)}::set_{argument.Property}";
        return lists.HasMember(key) ? null : NotListed(key, CompiledName.Of(argument.Attribute));
    }

    // A delegate's members, and the clone of a record that 'with' calls, are the compiler's: no list shows them.
    private bool IsListed(MemberReference member, string key) =>
        lists.HasMember(key)
        || (lists.Find(CompiledName.Of(member.DeclaringType)) is { } type
            && (member.Name == "<Clone>$" || TypeShape.IsDelegate(type.Declaration)));

    private string NotListed(string key, string typeName)
    {
        var candidates = lists.Find(typeName)?.Members
            .SelectMany(member => MemberShape.Of(member.Signature).Keys(typeName))
            .OrderBy(candidate => Surface.EditDistance.Between(candidate, key))
            .Take(3) ?? [];
        return $"{module.Name} refers to '{key}', which is in no list.{string.Concat(candidates.Select(candidate => $"\n    listed: {candidate}"))}";
    }

    private static bool IsOfApi(TypeReference type) =>
        _assemblies.Contains(type.GetElementType().Scope.Name)
        || _namespaces.Any(prefix => $"{CompiledName.Of(type)}.".StartsWith($"{prefix}.", StringComparison.Ordinal));
}
