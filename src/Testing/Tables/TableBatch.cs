using System.Globalization;
using System.Text;

namespace DurableSagas.Testing.Tables;

/// <summary>The multipart form of an entity-group transaction.</summary>
internal static class TableBatch
{
    private const string Boundary = "batchresponse";
    private const string ChangeSet = "changesetresponse";
    private const string IfMatch = "If-Match: ";
    private const string Version = " HTTP/1.1";

    public static IReadOnlyList<TableMessage> Parse(string body)
    {
        var lines = body.Split("\r\n");
        return [.. Enumerable.Range(0, lines.Length).Where(at => lines[at].EndsWith(Version, StringComparison.Ordinal)).Select(at => ParsePart(lines, at))];
    }

    public static TableAnswer Format(IEnumerable<TableAnswer> parts)
    {
        var body = new StringBuilder($"--{Boundary}\r\nContent-Type: multipart/mixed; boundary={ChangeSet}\r\n\r\n");
        foreach (var part in parts)
        {
            body.Append($"--{ChangeSet}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n");
            body.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {part.Status} -\r\nContent-Type: application/json\r\n");
            body.Append(part.ETag is null ? string.Empty : $"ETag: {part.ETag}\r\n").Append("\r\n").Append(part.Body).Append("\r\n");
        }

        body.Append($"--{ChangeSet}--\r\n--{Boundary}--\r\n");
        return new TableAnswer(202, body.ToString(), Boundary: Boundary);
    }

    private static TableMessage ParsePart(string[] lines, int at)
    {
        var request = lines[at].Split(' ');
        var headersEnd = Array.IndexOf(lines, string.Empty, at);
        var ifMatch = lines[at..headersEnd].FirstOrDefault(line => line.StartsWith(IfMatch, StringComparison.Ordinal))?[IfMatch.Length..];
        var body = lines[headersEnd + 1];
        return new TableMessage(request[0], new Uri(request[1]), ifMatch, body.StartsWith('{') ? body : string.Empty);
    }
}
