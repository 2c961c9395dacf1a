using DurableSagas.FunctionsApi.Tests.Lists;

namespace DurableSagas.FunctionsApi.Tests.Surface;

/// <summary>Keeps the allow-list short: an entry is newer than the lists, and in use.</summary>
internal static class AllowListFaults
{
    public static IEnumerable<string> Of(IEnumerable<ApiType> allowed, ApiLists listed, ApiLists ours) =>
        from type in allowed
        from member in type.Members
        let entry = $"Allowed member '{member.Signature}' of '{type.Name}'"
        let fault = Has(listed, type, member) ? $"{entry} is listed: take the entry out."
            : Has(ours, type, member) ? null
            : $"{entry} is not there: take the entry out, or add the member."
        where fault is not null
        select fault;

    private static bool Has(ApiLists lists, ApiType type, ApiMember member) =>
        lists.Find(type.Name) is { } found && found.Members.Any(other => other.Signature == member.Signature);
}
