using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.SampleApp.Http;

/// <summary>Each says what it was given in its route or query.</summary>
public static class Routes
{
    [Function("Item")]
    public static Task<HttpResponseData> ItemAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "items/{category:alpha}/{number:int?}")] HttpRequestData request, string category, int? number) =>
        SayAsync(request, $"{category} {number?.ToString(CultureInfo.InvariantCulture) ?? "none"}");

    [Function("ReplaceItem")]
    public static Task<HttpResponseData> ReplaceItemAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", "patch", Route = "items/{category:alpha}/{number:int}")] HttpRequestData request, string category, int number) =>
        SayAsync(request, $"{request.Method} {category} {number}");

    [Function("Page")]
    public static Task<HttpResponseData> PageAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "pages/{number:range(1,99)=1}")] HttpRequestData request, int number) =>
        SayAsync(request, $"page {number}");

    [Function("Ticket")]
    public static Task<HttpResponseData> TicketAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "tickets/{id:guid}/{name:length(3)}")] HttpRequestData request, Guid id, string name) =>
        SayAsync(request, $"{id} {name}");

    [Function("Greet")]
    public static Task<HttpResponseData> GreetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "greet")] HttpRequestData request, string? who, int? times) =>
        SayAsync(request, $"{who ?? "nobody"} {times?.ToString(CultureInfo.InvariantCulture) ?? "none"}");

    [Function("PlaceOrder")]
    public static Task<HttpResponseData> PlaceOrderAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "orders")] HttpRequestData request, [FromBody] Order order) =>
        SayAsync(request, $"{order.Quantity} of {order.Item}");

    /// <summary>Has the route that its name gives it.</summary>
    [Function("Unrouted")]
    public static Task<HttpResponseData> UnroutedAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request) => SayAsync(request, "unrouted");

    /// <summary>Answers nothing at all.</summary>
    [Function("Nothing")]
    public static void Nothing([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "nothing")] HttpRequestData request) => ArgumentNullException.ThrowIfNull(request);

    private static async Task<HttpResponseData> SayAsync(HttpRequestData request, string text)
    {
        var response = request.CreateResponse();
        await response.WriteStringAsync(text);
        return response;
    }
}
