using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.BenchmarkApp.Driving;

internal static class Answers
{
    public static async Task<HttpResponseData> AnswerAsync(this HttpRequestData request, RunReport report, CancellationToken cancellationToken)
    {
        var response = request.CreateResponse();
        await response.WriteAsJsonAsync(report, cancellationToken);
        return response;
    }
}
