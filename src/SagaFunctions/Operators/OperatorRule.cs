using System.Net;
using System.Security.Cryptography;
using System.Text;
using DurableSagas.SagaFunctions.Http.Problems;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.SagaFunctions.Operators;

/// <summary>Tells whether a caller is an operator: by the operator key, or by the role that App Service authentication vouches for.</summary>
public sealed class OperatorRule
{
    public const string KeyHeader = "x-operator-key";

    private readonly OperatorSettings _settings;

    // Hashes are compared, so that the time it takes tells nothing, not even the key's length.
    private readonly byte[]? _keyHash;

    internal OperatorRule(OperatorSettings settings) => (_settings, _keyHash) = (settings, settings.Key is { } key ? Hash(key) : null);

    /// <summary>Whether the request's caller is one; nobody is asked on a developer's machine without keys.</summary>
    public bool IsOperator(HttpRequestData request) => _settings.IsOpen || ShowsKey(request) || HasRole(request);

    /// <exception cref="ProblemException">403: the caller is no operator.</exception>
    public void Require(HttpRequestData request, string what, string? instanceId = null)
    {
        if (!IsOperator(request))
        {
            throw new ProblemException(HttpStatusCode.Forbidden, $"{what} {Expected}") { InstanceId = instanceId };
        }
    }

    /// <summary>Who has signed in, by name; null when nobody has, or this app trusts no sign-in.</summary>
    public string? NameOf(HttpRequestData request) => PrincipalOf(request)?.Name;

    /// <summary>The operator, for the record: by name, or else by what made the caller one.</summary>
    internal string WhoIs(HttpRequestData request) => NameOf(request)
        ?? (ShowsKey(request) ? "an operator's key"
            : HasRole(request) ? $"the role '{_settings.Role}'"
            : "nobody by name: this app asks no operator for a key");

    private string Expected => (_settings.Key, _settings.Role) switch
    {
        (null, null) => $"This app knows no operator: setting '{OperatorSettings.KeySetting}' is missing.",
        (_, null) => $"Show the operator key in the header '{KeyHeader}'.",
        (null, var role) => $"Sign in as one who has the role '{role}'.",
        var (_, role) => $"Show the operator key in the header '{KeyHeader}', or sign in as one who has the role '{role}'.",
    };

    private bool ShowsKey(HttpRequestData request) => _keyHash is not null
        && request.Headers.TryGetValues(KeyHeader, out var shown)
        && CryptographicOperations.FixedTimeEquals(_keyHash, Hash(string.Join(',', shown)));

    // Anyone can write the header; App Service authentication takes it away and writes its own. Hence the setting.
    private ClientPrincipal? PrincipalOf(HttpRequestData request) =>
        _settings.Role is not null && request.Headers.TryGetValues(ClientPrincipal.Header, out var principals) && principals.ToArray() is [var principal]
            ? ClientPrincipal.Parse(principal)
            : null;

    private bool HasRole(HttpRequestData request) => _settings.Role is { } role && PrincipalOf(request)?.HasRole(role) == true;

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
