using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using FromBodyAttribute = Microsoft.Azure.Functions.Worker.Http.FromBodyAttribute;

namespace DurableSagas.AspNetCoreApp;

/// <summary>Functions on ASP.NET Core's types: results, bindings, streams, cancellation.</summary>
public sealed class Shop
{
    private static readonly ConcurrentDictionary<string, TaskCompletionSource> _told = new();

    [Function("Product")]
    public static IActionResult Product([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "products/{category:alpha}/{id:int?}")] HttpRequest request, string category, int? id) =>
        new OkObjectResult(new { category, id, colour = request.Query["colour"].ToString(), verb = request.Method, path = request.Path.Value });

    [Function("Search")]
    public static IActionResult Search([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "search")] HttpRequest request, string? text, int? page) =>
        new OkObjectResult(new { text, page, agent = request.Headers.UserAgent.ToString() });

    [Function("Order")]
    public static IActionResult Order([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "orders")] HttpRequest request, [FromBody] Purchase purchase)
    {
        request.HttpContext.Response.Cookies.Append("last", purchase.Item);
        return new CreatedResult($"/orders/{purchase.Item}", purchase);
    }

    [Function("Digest")]
    public static async Task<IActionResult> DigestAsync([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "digest")] HttpRequest request, CancellationToken cancellationToken) =>
        new ContentResult { Content = Convert.ToHexString(await SHA256.HashDataAsync(request.Body, cancellationToken)), ContentType = "text/plain" };

    /// <summary>Sends its first line at once, and its last when it is told to.</summary>
    [Function("Stream")]
    public static async Task StreamAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "streams/{name}")] HttpRequest request, string name, CancellationToken cancellationToken)
    {
        var response = request.HttpContext.Response;
        response.ContentType = "text/plain";
        await response.WriteAsync("first\n", cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
        await Told(name).Task.WaitAsync(cancellationToken);
        await response.WriteAsync("last\n", cancellationToken);
    }

    [Function("EndStream")]
    public static IActionResult EndStream([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "streams/{name}/end")] HttpRequest request, string name) =>
        Told(name).TrySetResult() ? new AcceptedResult() : new ConflictObjectResult(request.Method);

    [Function("Teapot")]
    public static IResult Teapot([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "teapot")] HttpRequest request) => Results.Problem($"{request.Method} coffee", statusCode: StatusCodes.Status418ImATeapot);

    [Function("Broken")]
    public static IActionResult Broken([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "broken")] HttpRequest request) => throw new InvalidOperationException($"Broken for {request.Method}.");

    [Function("Locked")]
    public static IActionResult Locked([HttpTrigger(AuthorizationLevel.Function, "get", Route = "locked")] HttpRequest request) => new OkObjectResult(request.Method);

    private static TaskCompletionSource Told(string name) => _told.GetOrAdd(name, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
