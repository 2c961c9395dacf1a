using Azure.Identity;
using DurableSagas.SagaFunctions.Telemetry;

namespace DurableSagas.SagaFunctions.Tests.Telemetry;

public sealed class AuthenticationStringTests
{
    [Theory]
    [InlineData("ClientId=id-1;Authorization=AAD", "id-1")]
    [InlineData("Authorization=AAD;ClientId=id-1", "id-1")]
    [InlineData(" authorization = AAD ; clientid = id-1 ; ", "id-1")]
    [InlineData("ClientId=id-0;ClientId=id-1;Authorization=AAD", "id-1")]
    [InlineData("noise;ClientId=a=b;Authorization=AAD", "a=b")]
    [InlineData("Authorization=AAD", null)]
    [InlineData("ClientId=;Authorization=AAD", null)]
    public void Setting_WithEntra_NamesTheIdentity(string setting, string? clientId)
    {
        var read = AuthenticationString.Parse(setting);

        Assert.Equal(new AuthenticationString(UsesEntra: true, clientId), read);
        Assert.IsType<ManagedIdentityCredential>(read.Credential);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ClientId=id-1")]
    [InlineData("ClientId=id-1;Authorization=Key")]
    [InlineData("ClientId=id-1;Authorization=aad")]
    public void Setting_WithoutEntra_GivesNoCredential(string? setting)
    {
        var read = AuthenticationString.Parse(setting);

        Assert.False(read.UsesEntra);
        Assert.Null(read.Credential);
    }
}
