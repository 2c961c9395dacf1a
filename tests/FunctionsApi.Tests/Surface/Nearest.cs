using DurableSagas.FunctionsApi.Tests.Lists;

namespace DurableSagas.FunctionsApi.Tests.Surface;

/// <summary>Names the candidates for what was meant, for a failure's message.</summary>
internal static class Nearest
{
    private const int Shown = 3;

    public static string Members(ApiMember member, ApiType type, string whose)
    {
        var sameName = type.Members.Where(other => other.Name == member.Name).ToList();
        return Message(whose, (sameName.Count > 0 ? sameName : type.Members)
            .OrderBy(other => EditDistance.Between(other.Signature, member.Signature))
            .Select(other => other.Signature));
    }

    public static string Types(ApiType type, ApiLists lists) => Message("listed", lists.Types
        .OrderBy(other => EditDistance.Between(SimpleName(other), SimpleName(type)))
        .Select(other => other.Name));

    private static string Message(string whose, IEnumerable<string> candidates) =>
        string.Concat(candidates.Take(Shown).Select(candidate => $"\n    {whose}: {candidate}"));

    private static string SimpleName(ApiType type) => type.Name.Split('.')[^1];
}
