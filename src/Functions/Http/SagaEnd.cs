using System.Text.Json;
using DurableSagas.Functions.Operators;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Outcomes;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace DurableSagas.Functions.Http;

/// <summary>Answers a start: 200 with the outcome when the saga ends while the caller waits, else 202.</summary>
public sealed class SagaEnd(OperatorRule operators, TimeProvider time)
{
    private const string PreferenceApplied = "Preference-Applied";

    public async Task<HttpResponseData> AnswerAsync(HttpRequestData request, DurableTaskClient client, string id, IdempotencyKey key, TimeSpan? wait, CancellationToken cancellationToken)
    {
        if (wait is { } patience && await OutcomeAsync(client, id, patience, cancellationToken) is { } outcome)
        {
            return Finished(await request.AnswerAsync(outcome, cancellationToken), request, key, $"wait={patience.TotalSeconds:0}");
        }

        var response = request.Accepted(id);
        await response.WriteAsync(StartedSaga.Of(client.CreateHttpManagementPayload(id, request), operators.IsOperator(request)), cancellationToken);
        return Finished(response, request, key, "respond-async");
    }

    // No thread waits: the client completes when the instance does.
    private async Task<SagaOutcome?> OutcomeAsync(DurableTaskClient client, string id, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var enough = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, cancellationToken);
        try
        {
            var instance = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, either.Token);
            return instance.RuntimeStatus == OrchestrationRuntimeStatus.Completed ? JsonSerializer.Deserialize<SagaOutcome>(instance.SerializedOutput!, SagaJson.History) : null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static HttpResponseData Finished(HttpResponseData response, HttpRequestData request, IdempotencyKey key, string preference)
    {
        // The app's own choice is told once, to who started the saga.
        if (!request.Headers.Contains(IdempotencyKey.Header))
        {
            response.Headers.Add(IdempotencyKey.Header, key.Value);
        }

        if (request.Headers.Contains("Prefer"))
        {
            response.Headers.Add(PreferenceApplied, preference);
        }

        return response;
    }
}
