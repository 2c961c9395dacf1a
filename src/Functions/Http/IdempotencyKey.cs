using System.Security.Cryptography;
using System.Text;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.Functions.Http;

/// <summary>The header by which a caller makes a start safe to repeat: the same key gives the same saga.</summary>
public sealed record IdempotencyKey(string Value)
{
    public const string Header = "Idempotency-Key";
    public const int MaxLength = 255;

    /// <summary>Null when the request has none.</summary>
    public static IdempotencyKey? Of(HttpRequestData request)
    {
        var value = request.Headers.TryGetValues(Header, out var values) ? string.Join(",", values) : null;
        return value switch
        {
            null => null,
            { Length: > 0 and <= MaxLength } when value.All(character => !char.IsControl(character)) => new IdempotencyKey(value),
            _ => throw ProblemException.BadField(Header, $"Expected 1 to {MaxLength} printable characters."),
        };
    }

    /// <summary>Ordered by time, so that ids of one moment lie together.</summary>
    public static string NewInstanceId() => Guid.CreateVersion7().ToString("N");

    /// <summary>A hash, since a key may hold characters that an instance id may not.</summary>
    public string InstanceIdFor(string saga) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{saga}\n{Value}")).AsSpan(0, 16));
}
