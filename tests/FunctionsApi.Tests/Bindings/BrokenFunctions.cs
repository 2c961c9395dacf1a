using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;

namespace DurableSagas.FunctionsApi.Tests.Bindings;

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

    public static class HttpSaysItsMethodsAndRoute
    {
        [Function("a")]
        public static Task<HttpResponseData> RunAsync([HttpTrigger(AuthorizationLevel.Function)] HttpRequestData request) => Task.FromResult(request.CreateResponse());
    }

    public static class NameIsItsOwn
    {
        [Function("a")]
        public static Task<string> RunAsync([ActivityTrigger] string input) => Task.FromResult(input);

        [Function("A")]
        public static Task<string> AgainAsync([ActivityTrigger] string input) => Task.FromResult(input);
    }

    public static class OneTrigger
    {
        [Function("a")]
        public static Task RunAsync([ActivityTrigger] string input, [TimerTrigger("0 * * * * *")] TimerInfo timer) => Task.FromResult((input, timer));
    }

    public static class OrchestratorTakesItsContextAndOneInput
    {
        [Function("a")]
        public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, CancellationToken cancellationToken) => Task.FromResult((context, cancellationToken));
    }

    public static class QueueHasALegalName
    {
        [Function("a")]
        public static Task<string> RunAsync([QueueTrigger("Take--Points")] string message) => Task.FromResult(message);
    }

    public static class RoutesDoNotOverlap
    {
        [Function("a")]
        public static Task<HttpResponseData> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "sagas/{id}")] HttpRequestData request) => Task.FromResult(request.CreateResponse());

        [Function("b")]
        public static Task<HttpResponseData> OtherAsync([HttpTrigger(AuthorizationLevel.Function, "post", "get", Route = "sagas/summary")] HttpRequestData request) => Task.FromResult(request.CreateResponse());
    }

    public static class RouteValuesAreTextThatTheRouteNames
    {
        [Function("a")]
        public static Task<HttpResponseData> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "a/{key}")] HttpRequestData request, string id) => Task.FromResult(id.Length > 0 ? request.CreateResponse() : null!);
    }

    public static class TimerHasAScheduleOfSixFields
    {
        [Function("a")]
        public static Task RunAsync([TimerTrigger("* * * * *")] TimerInfo timer) => Task.FromResult(timer);
    }
}
