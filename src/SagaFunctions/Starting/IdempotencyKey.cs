using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using DurableSagas.Projections;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.Sagas.Declared;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.SagaFunctions.Starting;

/// <summary>The header by which a caller makes a start safe to repeat: the same key gives the same saga.</summary>
internal sealed partial record IdempotencyKey(string Value)
{
    public const string Header = "Idempotency-Key";
    public const int MaxLength = 255;

    /// <summary>Null when the request has none.</summary>
    public static IdempotencyKey? Of(HttpRequestData request)
    {
        var value = request.Headers.TryGetValues(Header, out var values) ? string.Join(",", values) : null;
        return Unquoted(value) switch
        {
            null => null,
            { Length: > 0 and <= MaxLength } key when key.All(character => !char.IsControl(character)) => new IdempotencyKey(key),
            _ => throw ProblemException.BadField(Header, $"Expected 1 to {MaxLength} printable characters."),
        };
    }

    /// <summary>For a start that has none, so that its caller holds what nobody can guess: by it the start can be repeated, and the saga cancelled.</summary>
    public static IdempotencyKey New() => new(RandomNumberGenerator.GetHexString(32, lowercase: true));

    /// <summary>Whether this key started the saga. The id is the key's hash: nobody can tell the key from it.</summary>
    public bool Started(SagaView saga) => saga.Id == (saga.Version == DeclaredSaga.Version ? InstanceIdForDeclared(saga.Name) : InstanceIdFor(saga.Name));

    public string InstanceIdForDeclared(string transaction) => InstanceIdFor($"transactions/{transaction}");

    /// <summary>A hash, since a key may hold characters that an instance id may not.</summary>
    public string InstanceIdFor(string saga) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{saga}\n{Value}")).AsSpan(0, 16));

    // The header's draft has it as a string of RFC 8941, in quotes; most callers send it bare.
    private static string? Unquoted(string? value) =>
        value is ['"', .., '"'] ? Escape().Replace(value[1..^1], "$1") : value;

    [GeneratedRegex(@"\\([""\\])")]
    private static partial Regex Escape();
}
