using DurableSagas.Functions.Declared.Participants;

namespace DurableSagas.Functions.Tests.Declared;

public sealed class ParticipantPathTests
{
    private static readonly Uri _base = new("https://bank.example/api/v1");

    [Theory]
    [InlineData("accounts/1", "https://bank.example/api/v1/accounts/1")]
    [InlineData("accounts/1?dry=true", "https://bank.example/api/v1/accounts/1?dry=true")]
    [InlineData("accounts/a%20b", "https://bank.example/api/v1/accounts/a%20b")]
    public void Path_BelowTheBase_IsCalledThere(string path, string url)
    {
        Assert.Null(ParticipantPath.FaultOf(path));
        Assert.Equal(url, ParticipantPath.UrlOf(_base, path)?.AbsoluteUri);
    }

    [Theory]
    [InlineData("/accounts")]
    [InlineData("//evil.example/x")]
    [InlineData("https://evil.example/x")]
    [InlineData("http:evil")]
    [InlineData("../admin")]
    [InlineData("accounts/../../admin")]
    [InlineData("accounts/%2e%2e/%2e%2e/admin")]
    [InlineData("accounts/%2E./admin")]
    [InlineData("accounts%2f..%2f..%2fadmin")]
    [InlineData("accounts/%252e%252e/admin")]
    [InlineData("accounts\\..\\admin")]
    [InlineData("accounts/x#y")]
    [InlineData(".")]
    [InlineData("accounts/{take#/id")]
    [InlineData("accounts/take#/id}")]
    [InlineData("accounts/\t//evil.example")]
    public void Path_OutOfTheBase_IsRefusedAtOnceAndAgainAtTheCall(string path)
    {
        Assert.NotNull(ParticipantPath.FaultOf(path));
        Assert.Null(ParticipantPath.UrlOf(_base, path));
    }

    [Fact]
    public void Path_ReferenceResolvesToAWayOut_IsRefusedAtTheCall()
    {
        Assert.Null(ParticipantPath.FaultOf("accounts/{take#/id}/undo"));
        Assert.Null(ParticipantPath.UrlOf(_base, "accounts/../undo"));
        Assert.Null(ParticipantPath.UrlOf(_base, "accounts/a%2Fb/undo"));
    }
}
