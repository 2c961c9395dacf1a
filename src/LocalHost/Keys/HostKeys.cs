using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace DurableSagas.LocalHost.Keys;

/// <summary>The keys that callers must show, from <c>LocalHost:Keys</c>; with none configured nobody is asked, as func does.</summary>
/// <remarks>
/// <c>_master</c> opens everything, <c>_system</c> the management API, <c>default</c> every function,
/// and a key with a function's name that function.
/// </remarks>
internal sealed class HostKeys
{
    public const string Section = "LocalHost:Keys";
    public const string Header = "x-functions-key";
    public const string Query = "code";
    private const string Master = "_master";
    private const string System = "_system";
    private const string AnyFunction = "default";
    private const int KeyLength = 40;

    private readonly Dictionary<string, byte[]> _hashes;

    public HostKeys(IConfiguration configuration)
    {
        var keys = configuration.GetSection(Section).GetChildren().Where(key => !string.IsNullOrEmpty(key.Value));
        _hashes = keys.ToDictionary(key => key.Key, key => Hash(key.Value!), StringComparer.OrdinalIgnoreCase);
        if (AreConfigured)
        {
            // Never the master's: links reach whoever may start something.
            SystemKey = configuration[$"{Section}:{System}"] is { Length: > 0 } given ? given : RandomNumberGenerator.GetHexString(KeyLength);
            _hashes.TryAdd(System, Hash(SystemKey));
        }
    }

    public bool AreConfigured => _hashes.Count > 0;

    /// <summary>What a link to the management API must carry: the configured one, else one made for this run.</summary>
    public string? SystemKey { get; }

    /// <summary>What the key that a request shows opens; without keys, everything is open.</summary>
    /// <param name="functionName">The function that is asked for, if one is: only then its own key counts.</param>
    public AccessLevel LevelOf(HttpRequest request, string? functionName = null)
    {
        if (!AreConfigured)
        {
            return AccessLevel.Admin;
        }

        var shown = Hash(Shown(request));
        // All are compared, so that the time tells nothing of which one was near.
        bool isMaster = Is(Master, shown), isSystem = Is(System, shown), isAny = Is(AnyFunction, shown), isOwn = Is(functionName, shown);
        return isMaster ? AccessLevel.Admin
            : isSystem ? AccessLevel.System
            : isAny || isOwn ? AccessLevel.Function
            : AccessLevel.Anonymous;
    }

    public static bool Suffices(AccessLevel shown, AccessLevel asked) =>
        asked == AccessLevel.Anonymous || shown == asked || shown == AccessLevel.Admin;

    private bool Is(string? name, byte[] shown) =>
        name is not null && _hashes.TryGetValue(name, out var hash) && CryptographicOperations.FixedTimeEquals(hash, shown);

    private static string Shown(HttpRequest request) =>
        request.Headers.TryGetValue(Header, out var header) ? header[0] ?? string.Empty : request.Query[Query] is [{ } code, ..] ? code : string.Empty;

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
