using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace DurableSagas.EmbeddedHost.Http;

/// <summary>The keys that callers must show, from <c>EmbeddedHost:Keys</c>; with none configured nobody is asked, as func does locally.</summary>
/// <remarks>
/// <c>_master</c> opens everything, <c>_system</c> the management API, <c>default</c> every function,
/// and a key with a function's name that function.
/// </remarks>
internal sealed class FunctionKeys
{
    public const string Section = "EmbeddedHost:Keys";
    private const string Master = "_master";
    private const string System = "_system";
    private const string AnyFunction = "default";

    private readonly Dictionary<string, byte[]> _keys;

    public FunctionKeys(IConfiguration configuration) => _keys = configuration.GetSection(Section).GetChildren()
        .Where(key => !string.IsNullOrEmpty(key.Value))
        .ToDictionary(key => key.Key, key => Encoding.UTF8.GetBytes(key.Value!), StringComparer.OrdinalIgnoreCase);

    public bool AreConfigured => _keys.Count > 0;

    /// <summary>What a link to the management API must carry, else empty.</summary>
    public string ManagementQuery => _keys.TryGetValue(System, out var key) || _keys.TryGetValue(Master, out key)
        ? $"code={Uri.EscapeDataString(Encoding.UTF8.GetString(key))}"
        : string.Empty;

    public bool Allow(HttpRequest request, AuthorizationLevel level, string functionName) => level switch
    {
        _ when !AreConfigured => true,
        AuthorizationLevel.Anonymous => true,
        AuthorizationLevel.Admin => Shows(request, Master),
        AuthorizationLevel.System => Shows(request, Master, System),
        _ => Shows(request, Master, AnyFunction, functionName),
    };

    public bool AllowManagement(HttpRequest request) => !AreConfigured || Shows(request, Master, System);

    private bool Shows(HttpRequest request, params ReadOnlySpan<string> names)
    {
        var shown = request.Headers["x-functions-key"] is [{ } header, ..] ? header : request.Query["code"].ToString();
        var bytes = Encoding.UTF8.GetBytes(shown);
        var known = false;
        foreach (var name in names)
        {
            known |= _keys.TryGetValue(name, out var key) && CryptographicOperations.FixedTimeEquals(key, bytes);
        }

        return known;
    }
}
