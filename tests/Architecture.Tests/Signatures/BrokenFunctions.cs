using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;

namespace DurableSagas.Architecture.Tests.Signatures;

/// <summary>For each rule, functions that do not keep it; each class has its rule's name.</summary>
public static class BrokenFunctions
{
    public static class ActivityTakesItsInputAndWhatTheWorkerHasOnly
    {
        [Function("a")]
        public static Task RunAsync([ActivityTrigger] string input, TimeProvider time) => Task.FromResult((input, time));
    }

    public static class AuthorizationLevelIsSaid
    {
        [Function("a")]
        public static Task<HttpResponseData> RunAsync([HttpTrigger("get", Route = "a")] HttpRequestData request) => Task.FromResult(request.CreateResponse());
    }

    public static class DurableClientIsExactlyThat
    {
        [Function("a")]
        public static Task RunAsync([ActivityTrigger] string input, [DurableClient] object client) => Task.FromResult((input, client));
    }

    public static class FunctionIsPublicAndAsync
    {
        [Function("a")]
        public static string Run([ActivityTrigger] string input) => input;
    }

    public static class HttpAnswersAResponse
    {
        [Function("a")]
        public static Task<string> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "a")] HttpRequestData request) => Task.FromResult(request.Method);
    }

    public static class OrchestratorTakesItsContextAndOneInput
    {
        [Function("a")]
        public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, CancellationToken cancellationToken) => Task.FromResult((context, cancellationToken));
    }

    public static class RouteValuesAreTextThatTheRouteNames
    {
        [Function("a")]
        public static Task<HttpResponseData> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "a/{key}")] HttpRequestData request, string id) => Task.FromResult(id.Length > 0 ? request.CreateResponse() : null!);
    }

    public static class TimerTakesItsInfo
    {
        [Function("a")]
        public static Task RunAsync([TimerTrigger("0 * * * * *")] string timer) => Task.FromResult(timer);
    }
}
