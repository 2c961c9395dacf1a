using CsCheck;
using DurableSagas.SagaFunctions.Declared.Participants;
using DurableSagas.Sagas.Declared.Calls;

namespace DurableSagas.SagaFunctions.Tests.Declared;

public sealed class ParticipantUrlTests
{
    private static readonly Uri _base = new("https://bank.example/api/v1");

    [Theory]
    [InlineData("accounts/1", "https://bank.example/api/v1/accounts/1")]
    [InlineData("accounts/1?dry=true", "https://bank.example/api/v1/accounts/1?dry=true")]
    [InlineData("accounts/a%20b", "https://bank.example/api/v1/accounts/a%20b")]
    [InlineData("accounts/50%25", "https://bank.example/api/v1/accounts/50%25")]
    [InlineData("urn%3Alock%3A1/commit", "https://bank.example/api/v1/urn%3Alock%3A1/commit")]
    [InlineData("accounts?next=/a/../b", "https://bank.example/api/v1/accounts?next=/a/../b")]
    [InlineData("notify?back=https://shop/x", "https://bank.example/api/v1/notify?back=https://shop/x")]
    [InlineData("a/b?c:d//e/../f", "https://bank.example/api/v1/a/b?c:d//e/../f")]
    public void Path_BelowTheBase_IsCalledThere(string path, string url)
    {
        Assert.Equal(url, ParticipantUrl.Of(_base, path)?.AbsoluteUri);
    }

    [Theory]
    [InlineData("/accounts")]
    [InlineData("//evil.example/x")]
    [InlineData("accounts//1?q=//")]
    [InlineData("http:evil?q")]
    [InlineData("https://evil.example/x")]
    [InlineData("http:evil")]
    [InlineData("../admin")]
    [InlineData("..;/admin")]
    [InlineData("accounts/../../admin")]
    [InlineData("accounts/..;a=b/admin")]
    [InlineData("accounts/%2e%2e/%2e%2e/admin")]
    [InlineData("accounts/%2E./admin")]
    [InlineData("accounts%2f..%2f..%2fadmin")]
    [InlineData("accounts/%252e%252e/admin")]
    [InlineData("accounts/%25252e%25252e/admin")]
    [InlineData("accounts\\..\\admin")]
    [InlineData("accounts/a%2Fb/undo")]
    [InlineData("accounts/a%5Cb/undo")]
    [InlineData("accounts/a%00b")]
    [InlineData("accounts/a%09b")]
    [InlineData("accounts/x#y")]
    [InlineData(".")]
    [InlineData("accounts/{take#/id")]
    [InlineData("accounts/take#/id}")]
    [InlineData("accounts/\t//evil.example")]
    public void Path_OutOfTheBase_IsRefusedAtOnceAndAgainAtTheCall(string path)
    {
        Assert.NotNull(CallPath.FaultOf(path));
        Assert.Null(ParticipantUrl.Of(_base, path));
    }

    [Fact]
    public void Path_WithoutFault_IsBelowTheBaseWhateverItHolds() =>
        Gen.Char["ab.:%2eEfF5cC0/\\;?#&=@~ \té汉"].Array[0, 16].Sample(characters =>
        {
            var path = new string(characters);
            if (CallPath.FaultOf(path) is null)
            {
                Assert.StartsWith("https://bank.example/api/v1/", ParticipantUrl.Of(_base, path)?.AbsoluteUri, StringComparison.Ordinal);
            }
        });
}
