namespace DurableSagas.EndToEnd.Tests.Api;

/// <summary>The 202 of a starter: the saga's id, and the management links.</summary>
internal sealed record StartAnswer(string Id, string StatusQueryGetUri, string SendEventPostUri, string TerminatePostUri, string PurgeHistoryDeleteUri)
{
    public string StatusWithHistory => With(StatusQueryGetUri, "showHistory=true");

    /// <summary>All instances of the task hub, narrowed by a query.</summary>
    public string List(string query) => With(StatusQueryGetUri.Replace($"/{Id}", string.Empty, StringComparison.Ordinal), query);

    public string SendEvent(string name) => SendEventPostUri.Replace("{eventName}", name, StringComparison.Ordinal);

    // The real host's worker doubles the braces; RFC 6570 does not.
    public string Terminate(string reason) => TerminatePostUri.Replace("{{text}}", reason, StringComparison.Ordinal).Replace("{text}", reason, StringComparison.Ordinal);

    private static string With(string uri, string query) => $"{uri}{(uri.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{query}";
}
