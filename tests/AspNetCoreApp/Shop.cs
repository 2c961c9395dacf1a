using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using FromBodyAttribute = Microsoft.Azure.Functions.Worker.Http.FromBodyAttribute;

namespace DurableSagas.AspNetCoreApp;

/// <summary>Functions on ASP.NET Core's types: results, bindings, streams, cancellation.</summary>
public sealed class Shop
{
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

    /// <summary>Answers line by line: each is sent before the next line of the request has come.</summary>
    [Function("Lines")]
    public static async Task LinesAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "lines")] HttpRequest request, CancellationToken cancellationToken)
    {
        var response = request.HttpContext.Response;
        response.ContentType = "text/plain";
        using var reader = new StreamReader(request.Body);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            await response.Body.WriteAsync(Encoding.UTF8.GetBytes($"heard {line}\n"), cancellationToken);
            await response.Body.FlushAsync(cancellationToken);
        }
    }

    [Function("Teapot")]
    public static IResult Teapot([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "teapot")] HttpRequest request) => Results.Problem($"{request.Method} coffee", statusCode: StatusCodes.Status418ImATeapot);

    [Function("Broken")]
    public static IActionResult Broken([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "broken")] HttpRequest request) => throw new InvalidOperationException($"Broken for {request.Method}.");

    [Function("Locked")]
    public static IActionResult Locked([HttpTrigger(AuthorizationLevel.Function, "get", Route = "locked")] HttpRequest request) => new OkObjectResult(request.Method);
}
