using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace DurableSagas.LocalHost.Dispatch;

/// <summary>What a browser sees at <c>/</c>, unless <c>AzureWebJobsDisableHomepage</c> is true.</summary>
internal sealed class Homepage(IConfiguration configuration)
{
    private const string Page = """
        <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Function app</title></head>
        <body><p>The function app is running on LocalHost, the Functions host for one machine.</p></body></html>
        """;

    public static bool Owns(PathString path) => path.Value is "/" or "";

    public Task HandleAsync(HttpContext http)
    {
        if (bool.TrueString.Equals(configuration["AzureWebJobsDisableHomepage"], StringComparison.OrdinalIgnoreCase))
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        }

        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync(Page, http.RequestAborted);
    }
}
