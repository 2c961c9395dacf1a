using System.Net.Http.Headers;
using System.Text;

namespace DurableSagas.EndToEnd.Tests.Routes;

/// <summary>A request that must be refused, made of one that would not be, from a seed.</summary>
internal sealed class BadRequest(Contract contract, int seed)
{
    private const string Unknown = "no-such-id";

    private static readonly string[] _values =
        ["", "%00", "..%2F..", "%2e%2e", "a%20b", "%F0%9F%92%A5", "%ED%A0%80", "'%20or%20'1'%20eq%20'1", "@x", "-1", "99999999999999999999", "NaN", "1e400", "%25", "%0d%0aX-A:%20b", "null", "[]", "{}", "0001-01-01", "9999-12-31T23:59:59.9999999Z", new string('z', 300)];

    private static readonly string[] _headers = ["", "\u0001", "é", "a,b", "wait=abc", "wait=99999999999", "respond-async, wait", "\"", new string('h', 400)];

    private readonly Random _random = new(seed);

    public HttpRequestMessage Make()
    {
        var operation = Pick(contract.Operations);
        var request = new HttpRequestMessage(operation.Verb, new Uri($"api{Path(operation)}{Query(operation)}", UriKind.Relative));
        if (_random.Next(3) == 0)
        {
            request.Headers.TryAddWithoutValidation(Pick(["Idempotency-Key", "Prefer", "x-operator-key", "X-MS-CLIENT-PRINCIPAL", "traceparent"]), Pick(_headers));
        }

        if (operation.Verb != HttpMethod.Get)
        {
            request.Content = new ByteArrayContent(Body(operation.Example ?? "{}"));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(Pick(["application/json", "text/plain", "application/xml"]));
        }

        return request;
    }

    private string Path(Operation operation) => string.Join('/', operation.Path.Split('/').Select(part => part.StartsWith('{') ? _random.Next(2) == 0 ? Unknown : Pick(_values) : part));

    private string Query(Operation operation) => operation.Query.Count == 0 || _random.Next(2) == 0
        ? string.Empty
        : $"?{Pick(operation.Query)}={Pick(_values)}&{Pick(operation.Query)}={Pick(_values)}";

    // Each of them is no body that any function takes, whatever stands in its path.
    private byte[] Body(string example) => _random.Next(10) switch
    {
        0 => Noise(),
        1 => [],
        2 => Encoding.UTF8.GetBytes(example[..^1]),
        3 => Encoding.UTF8.GetBytes($"[{example}]"),
        4 => Encoding.UTF8.GetBytes($"{example}{example}"),
        5 => Encoding.UTF8.GetBytes(example.Insert(1, "\"nobodyKnowsThis\":{},")),
        6 => Encoding.UTF8.GetBytes(example.Insert(1, $"\"deep\":{new string('[', 65)}{new string(']', 65)},")),
        7 => Encoding.UTF8.GetBytes(example.Insert(1, "\"half\":\"\\ud800\",")),
        8 => Encoding.UTF8.GetBytes(Pick(["null", "true", "7", "\"text\"", "NaN", "{\"a\":1e999,", "\uFEFF{"])),
        _ => Encoding.UTF8.GetBytes(example.Insert(1, "\"twice\":1,\"twice\":2,")),
    };

    private byte[] Noise()
    {
        var noise = new byte[_random.Next(1, 200)];
        _random.NextBytes(noise);
        noise[0] = 0xFF;
        return noise;
    }

    private T Pick<T>(IReadOnlyList<T> values) => values[_random.Next(values.Count)];
}
