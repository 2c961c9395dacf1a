using System.Text;
using DurableSagas.LocalHost.Rpc;
using DurableSagas.LocalHost.Tests.Host;

namespace DurableSagas.LocalHost.Tests.Http;

public sealed class ClientPrincipalTests
{
    private const string Ada = """{"auth_typ":"aad","name_typ":"n","role_typ":"r","claims":[{"typ":"n","val":"Ada"},{"typ":"r","val":"operator"}]}""";

    [Fact]
    public async Task Request_ClientPrincipalWithAuthenticationOn_IsAnIdentity()
    {
        var identity = Assert.Single(await IdentitiesAsync(Base64(Ada), ("WEBSITE_AUTH_ENABLED", "true"), ("LocalHost:Keys:default", "d")));

        Assert.Equal(("aad", "n", "r"), (identity.AuthenticationType.Value, identity.NameClaimType.Value, identity.RoleClaimType.Value));
        Assert.Equal([("n", "Ada"), ("r", "operator")], identity.Claims.Select(claim => (claim.Type, claim.Value)));
    }

    [Theory]
    [InlineData("false", Ada)]
    [InlineData("true", "no JSON")]
    [InlineData("true", """{"claims":5}""")]
    [InlineData("true", """{"claims":[{"typ":"n"}]}""")]
    [InlineData("true", "[]")]
    public async Task Request_ClientPrincipalThatDoesNotCount_IsNobody(string enabled, string principal)
    {
        var identity = Assert.Single(await IdentitiesAsync(Base64(principal), ("WEBSITE_AUTH_ENABLED", enabled), ("LocalHost:Keys:default", "d")));

        Assert.Null(identity.AuthenticationType);
        Assert.Empty(identity.Claims);
        Assert.NotEmpty(identity.NameClaimType.Value);
        Assert.NotEmpty(identity.RoleClaimType.Value);
    }

    [Fact]
    public async Task Request_NoBase64_IsNobody()
    {
        var identity = Assert.Single(await IdentitiesAsync("%%%", ("WEBSITE_AUTH_ENABLED", "true"), ("LocalHost:Keys:default", "d")));

        Assert.Null(identity.AuthenticationType);
    }

    [Fact]
    public async Task Request_WithAKey_CarriesWhatItOpens()
    {
        var identity = Assert.Single(await IdentitiesAsync(string.Empty, ("LocalHost:Keys:default", "d"), ("shown", "d")));

        Assert.Equal("WebJobsAuthLevel", identity.AuthenticationType.Value);
        Assert.Equal("Function", Assert.Single(identity.Claims).Value);
    }

    private static async Task<IList<RpcClaimsIdentity>> IdentitiesAsync(string principal, params (string Key, string Value)[] settings)
    {
        var engine = new FakeEngine(AppFunctions.Http("any"));
        await using var host = await TestHost.OfAsync(engine, settings);
        host.Http.DefaultRequestHeaders.TryAddWithoutValidation("X-MS-CLIENT-PRINCIPAL", principal);
        host.Http.DefaultRequestHeaders.TryAddWithoutValidation("x-functions-key", settings.FirstOrDefault(setting => setting.Key == "shown").Value ?? "none");

        await host.GetAsync("/api/any");

        return engine.Request!.Identities;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
