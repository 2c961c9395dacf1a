using System.Collections.Specialized;
using System.Web;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.OpenApi;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Moq;

namespace DurableSagas.SagaFunctions.Tests.OpenApi;

public sealed class QueryMiddlewareTests
{
    private static readonly string[] _declared = ["name", "pageSize"];

    [Theory]
    [InlineData("")]
    [InlineData("name=a")]
    [InlineData("NAME=a&pagesize=7&code=secret&clientId=app")]
    [InlineData("name=a&name=b")]
    public void Query_OfDeclaredMembers_IsLetThrough(string query)
    {
        QueryMiddleware.Require(RequestWith(query), _declared);
    }

    [Theory]
    [InlineData("nam=a", "nam")]
    [InlineData("name=a&x=1&y=2", "x,y")]
    [InlineData("x", "x")]
    [InlineData("=a", "")]
    [InlineData("name=a&x&x=1", "x")]
    [InlineData("page%53ize=1&na%6De%20=1", "name ")]
    public void Query_WithAnotherMember_IsRefusedAndNamed(string query, string unknown)
    {
        var bad = Assert.Throws<ProblemException>(() => QueryMiddleware.Require(RequestWith(query), _declared));

        Assert.Equal(unknown, string.Join(',', bad.Errors!.Keys));
        Assert.All(bad.Errors.Values, errors => Assert.Equal(["There is no such parameter; expected name, pageSize."], errors));
    }

    private static HttpRequestData RequestWith(string query)
    {
        var request = new Mock<HttpRequestData>(MockBehavior.Strict, Mock.Of<FunctionContext>());
        request.Setup(asked => asked.Query).Returns((NameValueCollection)HttpUtility.ParseQueryString(query));
        return request.Object;
    }
}
