using System.Net;
using DurableSagas.EmbeddedHost.Tests.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableSagas.EmbeddedHost.Tests.Functions;

public sealed class CheckStatusTests
{
    [Theory]
    [InlineData("Greet", HttpStatusCode.OK, """^{"Name":"Greet","InstanceId":"a","CreatedAt":"[^"]+","LastUpdatedAt":"[^"]+","RuntimeStatus":"Completed","SerializedInput":null,"SerializedOutput":"\\u0022hello\\u0022","SerializedCustomStatus":"null"}$""")]
    [InlineData("Fail", HttpStatusCode.InternalServerError, """^{"Name":"Fail",.*"RuntimeStatus":"Failed",.*"SerializedOutput":"System.FormatException: broken",""")]
    [InlineData("Wait", HttpStatusCode.Accepted, """^{"Id":"a","StatusQueryGetUri":"http://[^"]+/runtime/webhooks/durabletask/instances/a",""")]
    public async Task WaitForCompletion_EachEnd_IsAnsweredAsMicrosoftsExtensionDoes(string orchestrator, HttpStatusCode expected, string body)
    {
        await using var host = await TestHost.WithEngineAsync<App>();

        using var response = await host.Http.GetAsync(
            new Uri($"/api/run/{orchestrator}?ends={(orchestrator == "Wait" ? "false" : "true")}", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(expected, response.StatusCode);
        Assert.Matches(body, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public sealed class App
    {
        [Function("run")]
        public static async Task<HttpResponseData> RunAsync(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "run/{name}")] HttpRequestData request,
            [DurableClient] DurableTaskClient client,
            string name,
            bool ends)
        {
            await client.ScheduleNewOrchestrationInstanceAsync(name, null, new StartOrchestrationOptions("a"));
            return await client.WaitForCompletionOrCreateCheckStatusResponseAsync(
                request, "a", returnInternalServerErrorOnFailure: true, getInputsAndOutputs: true, cancellation: new CancellationToken(canceled: !ends));
        }

        [Function("Greet")]
        public static Task<string> GreetAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
            Task.FromResult(context.IsReplaying ? "replayed" : "hello");

        [Function("Fail")]
        public static Task<string> FailAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
            throw new FormatException(context.IsReplaying ? "replayed" : "broken");

        [Function("Wait")]
        public static Task<string> WaitAsync([OrchestrationTrigger] TaskOrchestrationContext context) => context.WaitForExternalEvent<string>("go");
    }
}
