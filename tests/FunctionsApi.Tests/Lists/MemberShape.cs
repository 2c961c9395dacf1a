namespace DurableSagas.FunctionsApi.Tests.Lists;

/// <summary>What compiled code can refer to of a member: its name, its parameters' types, its accessors.</summary>
internal sealed record MemberShape(string Name, int Arity, IReadOnlyList<string>? ParameterTypes, IReadOnlyList<string> Accessors)
{
    public string NameAndArity => Arity == 0 ? Name : $"{Name}`{Arity}";

    public static MemberShape Of(string signature)
    {
        var text = signature.Split(" where ")[0];
        return text switch
        {
            _ when AccessorsOf(text) is { Length: > 0 } accessors => Plain(text[..text.LastIndexOf('{')], accessors),
            _ when text.Contains('(', StringComparison.Ordinal) => Method(text),
            _ => Plain(text.Split('=')[0].TrimEnd(';'), []),
        };
    }

    /// <summary>How a compiled reference to the member reads, as <c>Ns.Type::Name`1(string,T)</c>.</summary>
    public IEnumerable<string> Keys(string typeName)
    {
        if (ParameterTypes is null)
        {
            return Accessors.Count == 0
                ? [$"{typeName}::{Name}"]
                : Accessors.Select(accessor => $"{typeName}::{(accessor == "get" ? "get" : "set")}_{Name}");
        }

        var simpleName = typeName.Split('.')[^1].Split('`')[0];
        var name = Name == simpleName ? ".ctor" : NameAndArity;
        return [$"{typeName}::{name}({string.Join(',', ParameterTypes)})"];
    }

    private static MemberShape Plain(string head, string[] accessors) =>
        new(head.TrimEnd().Split(' ')[^1], Arity: 0, ParameterTypes: null, accessors);

    private static MemberShape Method(string text)
    {
        var head = text[..text.IndexOf('(', StringComparison.Ordinal)];
        var name = TypeShape.WithArity(LastWord(head)).Split('`');
        return new MemberShape(
            Operators.MetadataName(name[0]),
            name.Length == 1 ? 0 : int.Parse(name[1], provider: null),
            [.. TextList.Split(TextList.Inside(text, '(', ')')).Select(ParameterType.Of)],
            Accessors: []);
    }

    /// <summary>The words get, set and init of a property's braces; none for a method's, which are empty.</summary>
    private static string[] AccessorsOf(string text) =>
        text.EndsWith('}') && text.LastIndexOf('{') is > 0 and var brace
            ? [.. text[(brace + 1)..^1].Split([' ', ';'], StringSplitOptions.RemoveEmptyEntries).Where(word => word is "get" or "set" or "init")]
            : [];

    /// <summary>From the last space that is not within the type parameters.</summary>
    private static string LastWord(string head)
    {
        var typeParameters = head.EndsWith('>') ? head.LastIndexOf('<') : head.Length;
        return head[(head.LastIndexOf(' ', typeParameters - 1) + 1)..];
    }
}
