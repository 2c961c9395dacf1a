using System.Text.Json.Nodes;
using DurableSagas.Functions.Http;
using DurableSagas.Functions.Tests.Http.Doubles;

namespace DurableSagas.Functions.Tests.Http;

public sealed class RequestBodyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Body_WithAByteOrderMark_IsRead()
    {
        var body = await RequestBody.ReadObjectAsync(new Request(new Invocation(), body: "\uFEFF{\"a\":1}"), Token);

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"a":1}"""), body));
    }

    [Theory]
    [InlineData("\uFEFF")]
    [InlineData("\uFEFF\uFEFF{}")]
    [InlineData("{}\uFEFF")]
    public async Task Body_WithAnotherMark_IsABadRequest(string body)
    {
        await Assert.ThrowsAsync<ProblemException>(() => RequestBody.ReadObjectAsync(new Request(new Invocation(), body: body), Token));
    }
}
