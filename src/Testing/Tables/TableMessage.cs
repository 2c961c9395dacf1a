namespace DurableSagas.Testing.Tables;

/// <summary>What a client sends to the table service.</summary>
internal sealed record TableMessage(string Method, Uri Uri, string? IfMatch, string Body)
{
    private const string Batches = "$batch";

    public bool IsBatch => Segment == Batches;

    /// <summary>The path after the account's name: a table, perhaps with a row's keys.</summary>
    public string Segment => Uri.UnescapeDataString(RawSegment);

    /// <summary>As it was sent: in a key, what is escaped is no delimiter.</summary>
    public string RawSegment => Uri.AbsolutePath.Split('/', 3) is [_, _, var segment] ? segment : string.Empty;

    /// <summary>Null when the message does not say.</summary>
    public string? Parameter(string name)
    {
        var prefix = $"{name}=";
        return Uri.Query.TrimStart('?').Split('&').Select(Uri.UnescapeDataString)
            .FirstOrDefault(parameter => parameter.StartsWith(prefix, StringComparison.Ordinal))?[prefix.Length..];
    }
}
