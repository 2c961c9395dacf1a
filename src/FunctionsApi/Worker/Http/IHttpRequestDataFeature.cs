namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Gives the HTTP request that started an invocation, or null when something else did.</summary>
public interface IHttpRequestDataFeature
{
    ValueTask<HttpRequestData?> GetHttpRequestDataAsync(FunctionContext context);
}
