using System.Text;
using Azure.Core.Serialization;
using DurableSagas.EmbeddedHost.Functions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Http.Converters;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DurableSagas.EmbeddedHost.Http;

/// <summary>An HTTP request starts a function; its body has been read.</summary>
internal sealed class HttpCall(HttpContext http, RouteValueDictionary route, MemoryStream body)
    : InvocationTrigger, IHttpRequestDataFeature, IFromBodyConversionFeature
{
    private FunctionHttpRequest? _request;
    private IReadOnlyDictionary<string, object?>? _bindingData;

    public override IReadOnlyDictionary<string, object?> BindingData =>
        _bindingData ??= HttpBindingData.Of(http.Request, route, body);

    public override string? TraceParent => Header("traceparent");

    public override string? TraceState => Header("tracestate");

    public override ValueTask<object?> ReadAsync(InvocationContext context, Type type) =>
        type == typeof(HttpRequestData) ? new(RequestOf(context)) : BodyAsync(context, type);

    public ValueTask<HttpRequestData?> GetHttpRequestDataAsync(FunctionContext context) => new(RequestOf(context));

    public ValueTask<object?> ConvertAsync(FunctionContext context, Type targetType) => BodyAsync(context, targetType);

    private async ValueTask<object?> BodyAsync(FunctionContext context, Type type)
    {
        body.Position = 0;
        return type == typeof(string) ? Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length)
            : type == typeof(byte[]) ? body.ToArray()
            : await Serializer(context).DeserializeAsync(body, type, context.CancellationToken);
    }

    private FunctionHttpRequest RequestOf(FunctionContext context) => _request ??= new FunctionHttpRequest(context, http, body);

    private string? Header(string name) => http.Request.Headers[name] is [{ Length: > 0 } value, ..] ? value : null;

    private static ObjectSerializer Serializer(FunctionContext context) =>
        context.InstanceServices.GetRequiredService<IOptions<WorkerOptions>>().Value.Serializer!;
}
