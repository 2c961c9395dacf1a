namespace DurableSagas.FunctionsApi.Tests.Lists;

/// <summary>One public type: its declaration, and its members in the order of the list.</summary>
/// <param name="Name">Full name with the number of its type parameters, as <c>System.Func`2</c>.</param>
/// <param name="Declaration">From its modifiers to its constraints, on one line.</param>
internal sealed record ApiType(
    string Name, string Declaration, IReadOnlyList<string> Attributes, IReadOnlyList<ApiMember> Members)
{
    public bool IsInterface => Declaration.Split(' ').Contains("interface");

    /// <summary>The members that whoever derives from the type, or implements it, must write.</summary>
    public IEnumerable<ApiMember> AbstractMembers => IsInterface ? Members : Members.Where(member => member.IsAbstract);
}
