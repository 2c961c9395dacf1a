using DurableSagas.LocalHost;
using DurableSagas.LocalHost.Functions;
using DurableSagas.LocalHost.Http;
using DurableSagas.LocalHost.Management;
using DurableSagas.LocalHost.Rpc;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

var folder = Path.GetFullPath(args[0]);
var port = int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture);
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = folder });
var hostJson = new ConfigurationBuilder().AddJsonFile(Path.Combine(folder, "host.json")).Build();
builder.Configuration.AddInMemoryCollection(hostJson.AsEnumerable().Where(pair => pair.Key.StartsWith("extensions:", StringComparison.Ordinal))
    .Select(pair => KeyValuePair.Create("AzureWebJobs:" + pair.Key, pair.Value)));
builder.Configuration.AddInMemoryCollection(hostJson.GetSection("logging:logLevel").AsEnumerable(makePathsRelative: true)
    .Select(pair => KeyValuePair.Create("Logging:LogLevel:" + pair.Key, pair.Value)));
var settings = new ConfigurationBuilder().AddJsonFile(Path.Combine(folder, "local.settings.sample.json")).Build().GetSection("Values").AsEnumerable(true)
    .Where(pair => Environment.GetEnvironmentVariable(pair.Key) is null).ToDictionary(pair => pair.Key, pair => pair.Value!);
settings["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development";
builder.Configuration.AddInMemoryCollection(settings!);
builder.WebHost.UseUrls($"http://localhost:{port}");
builder.Services.AddSingleton<IHostAddress>(new Address(new Uri($"http://localhost:{port}/")));
builder.AddEngine(new EngineOptions { AppFolder = folder, Settings = settings, FunctionTimeout = TimeSpan.FromMinutes(10) });
var app = builder.Build();
app.Run(async context =>
{
    var path = context.Request.Path.Value!.Trim('/');
    if (path.StartsWith("runtime/webhooks/durabletask", StringComparison.Ordinal))
    {
        using var message = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri($"http://localhost:{port}{context.Request.Path}{context.Request.QueryString}"));
        message.Content = new StreamContent(context.Request.Body);
        if (context.Request.ContentType is { } type)
        {
            message.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        using var response = await context.RequestServices.GetRequiredService<IManagementApi>().HandleAsync(message, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        await response.Content.CopyToAsync(context.Response.Body);
        return;
    }

    foreach (var function in context.RequestServices.GetRequiredService<IFunctionCatalog>().Functions.Where(f => f.Kind == FunctionKind.Http))
    {
        var values = new RouteValueDictionary();
        if (function.Trigger["methods"] is { } methods && methods.EnumerateArray().All(m => !m.GetString()!.Equals(context.Request.Method, StringComparison.OrdinalIgnoreCase)))
        {
            continue;
        }

        var matcher = new Microsoft.AspNetCore.Routing.Template.TemplateMatcher(
            Microsoft.AspNetCore.Routing.Template.TemplateParser.Parse("api/" + (function.Trigger.Text("route") ?? function.Name)), []);
        if (!matcher.TryMatch(context.Request.Path, values))
        {
            continue;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var request = new RpcHttp { Method = context.Request.Method, Url = $"http://localhost:{port}{context.Request.Path}{context.Request.QueryString}" };
        foreach (var header in context.Request.Headers)
        {
            request.NullableHeaders[header.Key.ToLowerInvariant()] = new NullableString { Value = header.Value.ToString() };
        }

        foreach (var pair in context.Request.Query)
        {
            request.NullableQuery[pair.Key] = new NullableString { Value = pair.Value.ToString() };
        }

        foreach (var pair in values)
        {
            request.NullableParams[pair.Key] = new NullableString { Value = pair.Value!.ToString() };
        }

        if (body.Length > 0)
        {
            request.Body = new TypedData { Bytes = ByteString.CopyFrom(body.ToArray()) };
        }

        var response = await context.RequestServices.GetRequiredService<IHttpFunctions>().CallAsync(function, request, null, context.RequestAborted);
        context.Response.StatusCode = int.Parse(response.StatusCode, System.Globalization.CultureInfo.InvariantCulture);
        foreach (var header in response.Headers)
        {
            if (!header.Key.Equals("content-length", StringComparison.OrdinalIgnoreCase)) context.Response.Headers[header.Key] = header.Value;
        }

        await context.Response.Body.WriteAsync(response.Body?.DataCase switch
        {
            TypedData.DataOneofCase.Bytes => response.Body.Bytes.ToByteArray(),
            TypedData.DataOneofCase.String => System.Text.Encoding.UTF8.GetBytes(response.Body.String),
            TypedData.DataOneofCase.Json => System.Text.Encoding.UTF8.GetBytes(response.Body.Json),
            TypedData.DataOneofCase.Stream => response.Body.Stream.ToByteArray(),
            _ => [],
        });
        return;
    }

    context.Response.StatusCode = 404;
});
await app.RunAsync();
return Environment.ExitCode;

internal sealed record Address(Uri BaseUri) : IHostAddress
{
    public string? SystemKey => null;
}
