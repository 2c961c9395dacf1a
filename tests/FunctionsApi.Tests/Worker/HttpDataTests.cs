using System.Net;
using System.Text.Json;
using Azure.Core.Serialization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.FunctionsApi.Tests.Worker;

public sealed class HttpDataTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection()
        .Configure<WorkerOptions>(options => options.Serializer = new JsonObjectSerializer(new JsonSerializerOptions(JsonSerializerDefaults.Web)))
        .BuildServiceProvider();

    private readonly Invocation _invocation;

    public HttpDataTests() => _invocation = new Invocation(_services);

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task WriteAsJson_WithWorkersSerializer_AddsContentTypeAndKeepsStatus()
    {
        var response = new Request(_invocation).CreateResponse(HttpStatusCode.Conflict);

        await response.WriteAsJsonAsync(new Line("sku-1", 2));

        Assert.Equal("""{"sku":"sku-1","quantity":2}""", Response.Text(response));
        Assert.Equal(["application/json; charset=utf-8"], response.Headers.GetValues("Content-Type"));
        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
    }

    [Fact]
    public async Task WriteAsJson_ContentTypeAlreadySet_IsRefused()
    {
        var response = new Request(_invocation).CreateResponse();
        response.Headers.Add("Content-Type", "application/problem+json");

        var error = await Assert.ThrowsAsync<FormatException>(async () => await response.WriteAsJsonAsync(new Line("sku-1", 2)));

        Assert.Equal("Cannot add value because header 'Content-Type' does not support multiple values.", error.Message);
    }

    [Fact]
    public async Task WriteAsJson_WithContentType_SetsThatOne()
    {
        var response = new Request(_invocation).CreateResponse();

        await response.WriteAsJsonAsync(new Line("sku-1", 2), "application/problem+json");

        Assert.Equal(["application/problem+json"], response.Headers.GetValues("Content-Type"));
    }

    [Fact]
    public async Task WriteString_AnyText_SetsNoContentType()
    {
        var response = new Request(_invocation).CreateResponse();

        await response.WriteStringAsync("grüezi");

        Assert.Equal("grüezi", Response.Text(response));
        Assert.False(response.Headers.Contains("Content-Type"));
    }

    [Fact]
    public async Task ReadFromJson_WithWorkersSerializer_ReadsItsCasing()
    {
        Request request = new(_invocation, """{"sku":"sku-1","quantity":2}""");

        var line = await request.ReadFromJsonAsync<Line>(TestContext.Current.CancellationToken);

        Assert.Equal(new Line("sku-1", 2), line);
    }

    [Fact]
    public async Task ReadFromJson_NoSerializer_SaysWhatToSet()
    {
        using var none = new ServiceCollection().Configure<WorkerOptions>(_ => { }).BuildServiceProvider();
        Request request = new(new Invocation(none), "{}");

        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () => await request.ReadFromJsonAsync<Line>());

        Assert.Equal("A serializer is not configured for the worker. Set WorkerOptions.Serializer.", error.Message);
    }

    [Fact]
    public async Task ReadAsString_Twice_LeavesTheBodyOpen()
    {
        Request request = new(_invocation, "text");

        var first = await request.ReadAsStringAsync();
        request.Body.Position = 0;
        var second = await request.ReadAsStringAsync();

        Assert.Equal(("text", "text"), (first, second));
    }

    [Fact]
    public void Query_OfRequest_IgnoresCaseAndKeepsEveryValue()
    {
        Request request = new(_invocation);

        Assert.Equal(["1", "2"], request.Query.GetValues("a")!);
    }

    [Fact]
    public void HttpTrigger_MethodsWithoutLevel_IsAnonymousAsMicrosofts()
    {
        Assert.Equal(AuthorizationLevel.Function, new HttpTriggerAttribute().AuthLevel);
        Assert.Equal(AuthorizationLevel.Anonymous, new HttpTriggerAttribute("get") { Route = "orders" }.AuthLevel);
    }

    private sealed record Line(string Sku, int Quantity);
}
