using System.Text;

namespace DurableSagas.Participants.Tests.TableDouble;

/// <summary>The multipart form of an entity-group transaction.</summary>
internal static class TableBatch
{
    private const string Boundary = "batchresponse";
    private const string ChangeSet = "changesetresponse";

    public static IReadOnlyList<TableRequest> Parse(string body)
    {
        var lines = body.Split("\r\n");
        var requests = new List<TableRequest>();

        for (var at = 0; at < lines.Length; at++)
        {
            if (lines[at].EndsWith(" HTTP/1.1", StringComparison.Ordinal))
            {
                requests.Add(ParsePart(lines, at));
            }
        }

        return requests;
    }

    public static TableAnswer Format(IEnumerable<TableAnswer> parts)
    {
        var body = new StringBuilder($"--{Boundary}\r\nContent-Type: multipart/mixed; boundary={ChangeSet}\r\n\r\n");

        foreach (var part in parts)
        {
            body.Append($"--{ChangeSet}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n");
            body.Append(System.Globalization.CultureInfo.InvariantCulture, $"HTTP/1.1 {part.Status} -\r\nContent-Type: application/json\r\n");
            body.Append(part.ETag is null ? "" : $"ETag: {part.ETag}\r\n").Append("\r\n").Append(part.Body).Append("\r\n");
        }

        body.Append($"--{ChangeSet}--\r\n--{Boundary}--\r\n");
        return new TableAnswer(202, body.ToString(), Boundary: Boundary);
    }

    private static TableRequest ParsePart(string[] lines, int at)
    {
        var request = lines[at].Split(' ');
        var headersEnd = Array.IndexOf(lines, "", at);
        var ifMatch = lines[at..headersEnd].FirstOrDefault(line => line.StartsWith("If-Match: ", StringComparison.Ordinal))?["If-Match: ".Length..];
        var body = lines[headersEnd + 1];
        return TableRequest.Parse(request[0], request[1], ifMatch, body.StartsWith('{') ? body : "");
    }
}
