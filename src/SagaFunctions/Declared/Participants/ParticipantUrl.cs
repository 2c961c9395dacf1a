using DurableSagas.Sagas.Declared.Calls;

namespace DurableSagas.SagaFunctions.Declared.Participants;

/// <summary>Puts a call's path behind its participant's base URL.</summary>
internal static class ParticipantUrl
{
    /// <summary>Null when it would lead elsewhere; it cannot, unless somebody else than this app wrote the path.</summary>
    public static Uri? Of(Uri baseUrl, string path)
    {
        var root = new Uri(baseUrl.AbsoluteUri.EndsWith('/') ? baseUrl.AbsoluteUri : $"{baseUrl.AbsoluteUri}/");
        // Joined as text: resolved against the base, a path could be taken for a URL of its own.
        return CallPath.FaultOf(path) is null
            && new Uri($"{root.AbsoluteUri}{path}") is var url
            && url.GetLeftPart(UriPartial.Authority) == root.GetLeftPart(UriPartial.Authority)
            && url.AbsolutePath.StartsWith(root.AbsolutePath, StringComparison.Ordinal)
            ? url
            : null;
    }
}
