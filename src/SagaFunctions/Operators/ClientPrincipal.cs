using System.Text.Json;
using System.Text.Json.Serialization;

namespace DurableSagas.SagaFunctions.Operators;

/// <summary>Who the caller is, as App Service authentication says in a header: <c>X-MS-CLIENT-PRINCIPAL</c>, JSON in Base64.</summary>
internal sealed record ClientPrincipal
{
    public const string Header = "X-MS-CLIENT-PRINCIPAL";

    private const string DefaultRoleType = "roles";

    [JsonPropertyName("name_typ")]
    public string? NameType { get; init; }

    [JsonPropertyName("role_typ")]
    public string? RoleType { get; init; }

    [JsonPropertyName("claims")]
    public IReadOnlyList<PrincipalClaim?>? Claims { get; init; }

    /// <summary>By the claim that the principal itself names as such; null when it has none.</summary>
    public string? Name => Told.FirstOrDefault(claim => NameType is not null && claim.Type == NameType && !string.IsNullOrWhiteSpace(claim.Value))?.Value;

    public bool HasRole(string role) =>
        Told.Any(claim => claim.Value == role && (claim.Type == DefaultRoleType || (RoleType is not null && claim.Type == RoleType)));

    private IEnumerable<PrincipalClaim> Told => (Claims ?? []).OfType<PrincipalClaim>();

    /// <summary>Null when the header does not hold one.</summary>
    public static ClientPrincipal? Parse(string header)
    {
        try
        {
            return JsonSerializer.Deserialize<ClientPrincipal>(Convert.FromBase64String(header));
        }
        catch (Exception bad) when (bad is FormatException or JsonException)
        {
            return null;
        }
    }
}
