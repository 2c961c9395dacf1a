using System.Net;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.Tests.Http.Doubles;

namespace DurableSagas.SagaFunctions.Tests.Http;

public sealed class EntityTagTests
{
    private const string Header = "If-None-Match";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answer_ToWhoShowsItsTag_Is304WithoutABody()
    {
        var tag = await TagOfAsync("one");

        foreach (var shown in new[] { tag, $"W/{tag}", $"\"other\", {tag}", "*" })
        {
            var answer = await new Request(new Invocation(), method: "GET").With(Header, shown).AnswerUnlessKnownAsync("one", 7, Token);

            Assert.Equal((HttpStatusCode.NotModified, 0L, tag), (answer.StatusCode, answer.Body.Length, answer.Headers.GetValues("ETag").Single()));
        }
    }

    [Fact]
    public async Task Answer_ThatSaysAnythingElse_IsSentWhole()
    {
        var tag = await TagOfAsync("one");

        var answer = await new Request(new Invocation(), method: "GET").With(Header, tag).AnswerUnlessKnownAsync("two", 7, Token);

        Assert.StartsWith("\"7-", tag, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotEqual(tag, answer.Headers.GetValues("ETag").Single());
        Assert.NotEqual(0, answer.Body.Length);
    }

    private static async Task<string> TagOfAsync(string body) =>
        (await new Request(new Invocation(), method: "GET").AnswerUnlessKnownAsync(body, 7, Token)).Headers.GetValues("ETag").Single();
}
