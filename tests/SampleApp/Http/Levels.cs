using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.SampleApp.Http;

/// <summary>One function for each level of authorization that a key opens.</summary>
public static class Levels
{
    [Function("Open")]
    public static HttpResponseData Open([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "open")] HttpRequestData request) => request.CreateResponse();

    [Function("Keyed")]
    public static HttpResponseData Keyed([HttpTrigger(AuthorizationLevel.Function, "get", Route = "keyed")] HttpRequestData request) => request.CreateResponse();

    [Function("ForAdmins")]
    public static HttpResponseData ForAdmins([HttpTrigger(AuthorizationLevel.Admin, "get", Route = "for-admins")] HttpRequestData request) => request.CreateResponse();
}
