namespace DurableSagas.FunctionsApi.Tests.Lists;

/// <summary>Reads a list that PublicApiGenerator wrote: Microsoft's, or our own.</summary>
internal sealed class ApiListParser
{
    private readonly List<ApiType> _types = [];
    private readonly List<string> _attributes = [];
    private readonly Stack<(string Name, List<ApiMember> Members)> _scopes = [];

    private ApiListParser()
    {
    }

    public static IReadOnlyList<ApiType> Parse(string list)
    {
        var parser = new ApiListParser();
        foreach (var statement in ApiStatement.Read(list))
        {
            parser.Take(statement);
        }

        return parser._types;
    }

    private void Take(ApiStatement statement)
    {
        switch (statement.Kind)
        {
            case ApiStatementKind.Attribute:
                _attributes.Add(statement.Text);
                break;
            case ApiStatementKind.Opening:
                Open(statement.Text);
                break;
            case ApiStatementKind.Closing:
                _scopes.Pop();
                break;
            case ApiStatementKind.Member when TypeShape.IsDelegate(statement.Text):
                AddType(statement.Text);
                break;
            default:
                _scopes.Peek().Members.Add(new ApiMember(statement.Text.TrimEnd(','), TakeAttributes()));
                break;
        }
    }

    private void Open(string declaration)
    {
        if (declaration.StartsWith("namespace ", StringComparison.Ordinal))
        {
            _scopes.Push((declaration["namespace ".Length..], []));
        }
        else
        {
            var type = AddType(declaration);
            _scopes.Push((type.Name, (List<ApiMember>)type.Members));
        }
    }

    private ApiType AddType(string declaration)
    {
        var name = $"{_scopes.Peek().Name}.{TypeShape.NameOf(declaration)}";
        var type = new ApiType(name, declaration, TakeAttributes(), new List<ApiMember>());
        _types.Add(type);
        return type;
    }

    private string[] TakeAttributes()
    {
        string[] attributes = [.. _attributes];
        _attributes.Clear();
        return attributes;
    }
}
