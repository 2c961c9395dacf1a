using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace DurableSagas.Benchmarks.Http;

/// <summary>A request as it went to storage, in a form that can be sent again.</summary>
/// <param name="Target">Path and query as they were sent.</param>
/// <param name="Headers">Without those of the connection and of the signature.</param>
internal sealed partial record StorageRequest(string Service, string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body)
{
    private static readonly HashSet<string> _ofTheMoment = new(["Authorization", "Connection", "Content-Length", "Host", "Transfer-Encoding", "x-ms-date"], StringComparer.OrdinalIgnoreCase);

    /// <summary>What is asked of which table, queue or blob; a transaction is one request, of the table that it changes.</summary>
    public required string Kind { get; init; }

    public string Table => TableOf(Target, Body);

    /// <summary>The table, the queue or the container.</summary>
    public string Place => Service == "Table" ? Table : PlaceName().Match(Target).Groups[1].Value;

    public bool IsPoll => Service == "Queue" && Method == "GET" && PollOf().IsMatch(Target);

    public static StorageRequest Of(string service, HttpRequest request, string body)
    {
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var headers = request.Headers.Where(header => !_ofTheMoment.Contains(header.Key)).ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var place = service == "Table" ? TableOf(target, body) : service.ToLowerInvariant();
        return new StorageRequest(service, request.Method, target, headers, body) { Kind = $"{Verb(service, request.Method, target)}_{place}" };
    }

    public bool Mentions(string text) => Target.Contains(text, StringComparison.Ordinal) || Body.Contains(text, StringComparison.Ordinal);

    private static string Verb(string service, string method, string target) => (service, method) switch
    {
        ("Table", "POST") when target.Contains("$batch", StringComparison.Ordinal) => "transaction",
        ("Table", "POST") => "insert",
        ("Table", "PUT" or "PATCH" or "MERGE") => "upsert",
        ("Table", "GET") when !target.Contains("PartitionKey=", StringComparison.Ordinal) => "query",
        _ => method.ToLowerInvariant(),
    };

    // A transaction names its table in each of its parts.
    private static string TableOf(string target, string body) => TableName().Match(target + body).Groups[1].Value;

    [GeneratedRegex(@"devstoreaccount1/([^/?]+)")]
    private static partial Regex PlaceName();

    [GeneratedRegex(@"/messages(\?|$)")]
    private static partial Regex PollOf();

    [GeneratedRegex(@"devstoreaccount1/(\w+)")]
    private static partial Regex TableName();
}
