using DurableSagas.FunctionsApi.Tests.Lists;

namespace DurableSagas.FunctionsApi.Tests.Surface;

/// <summary>Says where our surface is more than, or other than, the lists.</summary>
internal static class SurfaceFaults
{
    public static IEnumerable<string> Of(IEnumerable<ApiType> ours, ApiLists lists) => ours.SelectMany(type =>
        lists.Find(type.Name) is { } listed
            ? OfType(type, listed)
            : [$"Type '{type.Name}' is in no list.{Nearest.Types(type, lists)}"]);

    /// <summary>Abstract members that the lists have and we have not: an app that compiles here fails there.</summary>
    public static IEnumerable<string> MissingAbstractMembers(IEnumerable<ApiType> ours, ApiLists lists) =>
        from type in ours
        let listed = lists.Find(type.Name)
        where listed is not null
        from member in listed.AbstractMembers
        where !type.AbstractMembers.Any(own => own.Signature == member.Signature)
        select $"'{type.Name}' lacks the abstract member '{member.Signature}'.{Nearest.Members(member, type, "ours")}";

    private static IEnumerable<string> OfType(ApiType type, ApiType listed)
    {
        if (type.Declaration != listed.Declaration)
        {
            yield return $"Type '{type.Name}' is declared '{type.Declaration}', but listed '{listed.Declaration}'.";
        }

        foreach (var fault in AttributeFaults.Of($"Type '{type.Name}'", type.Attributes, listed.Attributes)
            .Concat(type.Members.SelectMany(member => OfMember(member, listed))))
        {
            yield return fault;
        }
    }

    private static IEnumerable<string> OfMember(ApiMember member, ApiType listed) =>
        listed.Members.FirstOrDefault(other => other.Signature == member.Signature) is { } same
            ? AttributeFaults.Of($"'{listed.Name}': member '{member.Signature}'", member.Attributes, same.Attributes)
            : [$"'{listed.Name}': member '{member.Signature}' is not listed.{Nearest.Members(member, listed, "listed")}"];
}
