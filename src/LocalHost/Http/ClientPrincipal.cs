using System.Security.Claims;
using System.Text.Json;
using DurableSagas.LocalHost.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace DurableSagas.LocalHost.Http;

/// <summary>Who the caller is, by key and, where <c>WEBSITE_AUTH_ENABLED</c> is true, by what App Service authentication writes into a header.</summary>
internal sealed class ClientPrincipal(IConfiguration configuration)
{
    public const string Header = "X-MS-CLIENT-PRINCIPAL";
    private const string KeyScheme = "WebJobsAuthLevel";
    private const string LevelClaim = "http://schemas.microsoft.com/2017/07/functions/claims/authlevel";

    private readonly bool _readsHeader = bool.TrueString.Equals(configuration["WEBSITE_AUTH_ENABLED"], StringComparison.OrdinalIgnoreCase);

    public ClaimsPrincipal Of(HttpRequest request, AccessLevel level)
    {
        List<ClaimsIdentity> identities = [];
        if (_readsHeader && request.Headers[Header] is [{ Length: > 0 } header, ..] && Read(header) is { } identity)
        {
            identities.Add(identity);
        }

        if (level != AccessLevel.Anonymous)
        {
            identities.Add(new ClaimsIdentity([new Claim(LevelClaim, level.ToString())], KeyScheme));
        }

        return new ClaimsPrincipal(identities is [] ? [new ClaimsIdentity()] : identities);
    }

    private static ClaimsIdentity? Read(string header)
    {
        try
        {
            using var json = JsonDocument.Parse(Convert.FromBase64String(header));
            var principal = json.RootElement;
            var claims = principal.TryGetProperty("claims", out var all) ? all.EnumerateArray() : [];
            return new ClaimsIdentity(
                claims.Select(claim => new Claim(claim.GetProperty("typ").GetString()!, claim.GetProperty("val").GetString()!)).ToList(),
                Text(principal, "auth_typ"),
                Text(principal, "name_typ"),
                Text(principal, "role_typ"));
        }
        catch (Exception exception) when (
            exception is FormatException or JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            // Who cannot be read is nobody.
            return null;
        }
    }

    private static string? Text(JsonElement principal, string name) => principal.TryGetProperty(name, out var value) ? value.GetString() : null;
}
