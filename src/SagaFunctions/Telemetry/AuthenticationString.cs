using Azure.Core;
using Azure.Identity;

namespace DurableSagas.SagaFunctions.Telemetry;

/// <summary>Setting <c>APPLICATIONINSIGHTS_AUTHENTICATION_STRING</c>, read as the Functions host reads it: <c>ClientId=…;Authorization=AAD</c>.</summary>
/// <param name="UsesEntra">Whether telemetry is sent with a token of the app's identity.</param>
/// <param name="ClientId">Of a user-assigned identity; null for the system-assigned one.</param>
internal sealed record AuthenticationString(bool UsesEntra, string? ClientId)
{
    // The host takes no other spelling of it.
    private const string Entra = "AAD";

    /// <summary>Null where the connection string is enough.</summary>
    public TokenCredential? Credential => UsesEntra
        ? new ManagedIdentityCredential(ClientId is null ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(ClientId))
        : null;

    /// <param name="setting">Pairs in any order and any case of names; of a name that comes twice the last one holds; what is no pair is passed over.</param>
    public static AuthenticationString Parse(string? setting)
    {
        Dictionary<string, string> parts = new(StringComparer.OrdinalIgnoreCase);
        var given = (setting ?? string.Empty).Split(';').Select(part => part.Split('=', 2, StringSplitOptions.TrimEntries));
        foreach (var pair in given.Where(pair => pair.Length == 2))
        {
            parts[pair[0]] = pair[1];
        }

        var client = parts.GetValueOrDefault("ClientId");
        return new AuthenticationString(parts.GetValueOrDefault("Authorization") == Entra, client is { Length: > 0 } ? client : null);
    }
}
