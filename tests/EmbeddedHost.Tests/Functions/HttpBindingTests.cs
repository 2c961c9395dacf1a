using System.Net;
using DurableSagas.EmbeddedHost.Tests.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.EmbeddedHost.Tests.Functions;

public sealed class HttpBindingTests
{
    [Theory]
    [InlineData("/api/plain/7?flag=true", "200 7|True|null")]
    [InlineData("/api/plain/7", "200 7|null|null")]
    [InlineData("/api/plain/7?FLAG=false&When=2026-01-02T03:04:05Z", "200 7|False|2026-01-02T03:04:05.0000000Z")]
    [InlineData("/api/guid/0f8fad5b-d9cd-469f-a165-70867728950e", "200 0f8fad5b-d9cd-469f-a165-70867728950e")]
    [InlineData("/api/array?numbers=[1,2,3]", "200 6")]
    [InlineData("/api/array", "200 0")]
    [InlineData("/api/defaulted", "200 5")]
    [InlineData("/api/defaulted?size=9", "200 9")]
    public async Task Get_ParametersByName_AreConverted(string path, string expected)
    {
        await using var host = await TestHost.OfAsync<Bound>();

        var answer = await host.GetAsync(path);

        Assert.Equal(expected, answer);
    }

    [Theory]
    [InlineData("/api/plain/seven", "Cannot convert input parameter 'id' to type 'System.Int32' from type 'System.String'.")]
    [InlineData("/api/required", "Could not populate the value for 'size' parameter.")]
    public async Task Get_ValueMissingOrWrong_IsAnEmpty500AndOneLogLine(string path, string reason)
    {
        await using var host = await TestHost.OfAsync<Bound>();

        var answer = await host.GetAsync(path);

        Assert.Equal("500 ", answer);
        Assert.Single(host.Logs.Lines, line => line.StartsWith("Error Function '", StringComparison.Ordinal));
        Assert.Contains(host.Logs.Failures, failure => failure is FunctionInputConverterException && failure.Message.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Post_JsonBody_BindsPropertiesByNameAndTheRouteWins()
    {
        await using var host = await TestHost.OfAsync<Bound>();

        var answer = await host.PostAsync("/api/body/3", """{"id":99,"CITY":"Oslo","tags":["a","b"],"order":{"Number":4}}""");

        Assert.Equal("200 3|Oslo|a,b|4", answer);
    }

    [Fact]
    public async Task Post_FromBodyAndPocoTrigger_ReadTheBody()
    {
        await using var host = await TestHost.OfAsync<Bound>();

        Assert.Equal("200 4", await host.PostAsync("/api/frombody", """{"number":4}"""));
        Assert.Equal("200 5", await host.PostAsync("/api/poco", """{"number":5}"""));
        Assert.Equal("500 ", await host.PostAsync("/api/frombody", "{"));
    }

    [Fact]
    public async Task Get_QueryAndHeaders_AreBoundAsDictionaries()
    {
        await using var host = await TestHost.OfAsync<Bound>();

        var answer = await host.GetAsync("/api/dictionaries?a=1");

        Assert.Equal("200 1|True", answer);
    }

    public sealed class Bound
    {
        [Function("plain")]
        public static async Task<HttpResponseData> PlainAsync(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "plain/{id}")] HttpRequestData request, int id, bool? flag, DateTime? when) =>
            await TextAsync(request, $"{id}|{flag?.ToString() ?? "null"}|{when?.ToString("O") ?? "null"}");

        [Function("guid")]
        public static async Task<HttpResponseData> GuidAsync(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "guid/{id}")] HttpRequestData request, Guid id) =>
            await TextAsync(request, id.ToString());

        [Function("array")]
        public static async Task<HttpResponseData> ArrayAsync(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request, int[]? numbers) =>
            await TextAsync(request, $"{numbers?.Sum() ?? 0}");

        [Function("defaulted")]
        public static async Task<HttpResponseData> DefaultedAsync(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request, int size = 5) => await TextAsync(request, $"{size}");

        [Function("required")]
        public static async Task<HttpResponseData> RequiredAsync(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request, int size) => await TextAsync(request, $"{size}");

        [Function("body")]
        public static async Task<HttpResponseData> BodyAsync(
            [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "body/{id}")] HttpRequestData request,
            int id,
            string? city,
            string[]? tags,
            Order? order) => await TextAsync(request, $"{id}|{city}|{string.Join(',', tags!)}|{order!.Number}");

        [Function("frombody")]
        public static string FromBody([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequestData request, [FromBody] Order order) =>
            $"{(request is null ? 0 : order.Number)}";

        [Function("poco")]
        public static string Poco([HttpTrigger(AuthorizationLevel.Anonymous, "post")] Order order) => $"{order.Number}";

        [Function("dictionaries")]
        public static string Dictionaries(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request,
            Dictionary<string, string>? query,
            Dictionary<string, string>? headers) => $"{query!["a"]}|{request is not null && headers!.ContainsKey("Host")}";

        private static async Task<HttpResponseData> TextAsync(HttpRequestData request, string text)
        {
            var response = request.CreateResponse(HttpStatusCode.OK);
            await response.WriteStringAsync(text);
            return response;
        }
    }

    public sealed record Order(int Number);
}
