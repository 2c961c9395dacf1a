using System.Text.Json;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Outcomes;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace DurableSagas.Functions.Http;

/// <summary>Answers a start: 200 with the outcome when the saga ends while the caller waits, else 202.</summary>
public sealed class SagaEnd(TimeProvider time)
{
    private const string PreferenceApplied = "Preference-Applied";

    public async Task<HttpResponseData> AnswerAsync(HttpRequestData request, DurableTaskClient client, string id, TimeSpan? wait, CancellationToken cancellationToken)
    {
        if (wait is { } patience && await OutcomeAsync(client, id, patience, cancellationToken) is { } outcome)
        {
            return Preferred(await request.AnswerAsync(outcome, cancellationToken), request, $"wait={patience.TotalSeconds:0}");
        }

        var response = request.Accepted(id);
        await response.WriteAsJsonAsync(StartedSaga.Of(client.CreateHttpManagementPayload(id, request)), cancellationToken);
        return Preferred(response, request, "respond-async");
    }

    // No thread waits: the client completes when the instance does.
    private async Task<SagaOutcome?> OutcomeAsync(DurableTaskClient client, string id, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var enough = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, cancellationToken);
        try
        {
            var instance = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, either.Token);
            return instance.RuntimeStatus == OrchestrationRuntimeStatus.Completed ? JsonSerializer.Deserialize<SagaOutcome>(instance.SerializedOutput!, SagaJson.Options) : null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static HttpResponseData Preferred(HttpResponseData response, HttpRequestData request, string preference)
    {
        if (request.Headers.Contains("Prefer"))
        {
            response.Headers.Add(PreferenceApplied, preference);
        }

        return response;
    }
}
