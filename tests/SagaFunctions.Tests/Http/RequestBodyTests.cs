using System.Net;
using DurableSagas.SagaFunctions.Http.Bodies;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.Tests.Http.Doubles;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.SagaFunctions.Tests.Http;

public sealed class RequestBodyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Body_WithAByteOrderMark_IsRead()
    {
        var body = await RequestBody.ReadObjectAsync(new Request(new Invocation(), body: "\uFEFF{\"a\":1}"), Token);

        Assert.Equal("""{"a":1}""", body.GetRawText());
    }

    [Theory]
    [InlineData("\uFEFF")]
    [InlineData("\uFEFF\uFEFF{}")]
    [InlineData("{}\uFEFF")]
    public async Task Body_WithAnotherMark_IsABadRequest(string body)
    {
        await Assert.ThrowsAsync<ProblemException>(() => RequestBody.ReadObjectAsync(new Request(new Invocation(), body: body), Token));
    }

    // Syntax is judged before meaning, and each fault is told by its place in the document.
    [Theory]
    [InlineData("", "$: Not JSON at line 1, byte 1.")]
    [InlineData("null", "$: Expected a JSON object.")]
    [InlineData("[1]", "$: Expected a JSON object.")]
    [InlineData("{\n  \"by\": x", "$: Not JSON at line 2, byte 9.")]
    [InlineData("{} {}", "$: Not JSON at line 1, byte 4.")]
    [InlineData("{\"by\":1,}", "$: Not JSON at line 1, byte 9.")]
    [InlineData("{/**/}", "$: Not JSON at line 1, byte 2.")]
    [InlineData("{\"by\":\"a\",\"by\":\"b\"}", "by: It stands twice.")]
    [InlineData("{\"b\\u0079\":\"a\",\"by\":\"b\"}", "by: It stands twice.")]
    [InlineData("{\"x\":[{\"y\":1,\"y\":2}]}", "x[0].y: It stands twice.")]
    [InlineData("{\"by\":\"a\",\"By\":\"b\"}", "By: It stands twice.")]
    [InlineData("{\"by\":\"\\ud83d\"}", "$: A string has one half of a surrogate pair.")]
    [InlineData("{\"\\ud83d\":1}", "$: A string has one half of a surrogate pair.")]
    [InlineData("{\"\\ud83d\":1,\"by\":1,\"by\":2}", "$: A string has one half of a surrogate pair.")]
    [InlineData("{\"x\":{\"y\":[\"\\ud83d\"]}}", "$: A string has one half of a surrogate pair.")]
    [InlineData("{\"x\":1}", "x: There is no such field. approved: It is missing. by: It is missing.")]
    [InlineData("{\"approved\":\"yes\",\"by\":\"me\"}", "approved: The value has the wrong type.")]
    [InlineData("{\"approved\":true,\"by\":null}", "by: It must not be null.")]
    [InlineData("{\"approved\":null,\"by\":[]}", "approved: The value has the wrong type. by: The value has the wrong type.")]
    [InlineData("{\"approved\":true}", "by: It is missing.")]
    public async Task Body_WithAFault_SaysWhichAndWhere(string body, string fault)
    {
        var problem = await Assert.ThrowsAsync<ProblemException>(() => RequestBody.ReadAsync<ApprovalAnswer>(new Request(new Invocation(), body: body), Token));

        Assert.Equal(HttpStatusCode.BadRequest, problem.Status);
        Assert.Equal($"The request is not valid: {fault}", problem.Message);
    }

    [Theory]
    [InlineData(63, null)]
    [InlineData(64, "The request is not valid: $: Not JSON at line 1, byte 69.")]
    public async Task Body_DeeperThanHistoryHolds_IsABadRequest(int arrays, string? fault)
    {
        var reading = await Record.ExceptionAsync(() => RequestBody.ReadObjectAsync(new Request(new Invocation(), body: $"{{\"a\":{new string('[', arrays)}{new string(']', arrays)}}}"), Token));

        Assert.Equal(fault, reading?.Message);
    }
}
