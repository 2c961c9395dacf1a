using System.Text.Json;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.Http.Patience;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace DurableSagas.SagaFunctions.Starting;

/// <summary>Answers a start: 200 with the outcome when the saga ends while the caller waits, else 202.</summary>
public sealed class StartAnswer(TimeProvider time)
{
    private const string PreferenceApplied = "Preference-Applied";

    internal async Task<HttpResponseData> AnswerAsync(HttpRequestData request, DurableTaskClient client, HttpManagementPayload links, StartCaller caller)
    {
        var id = links.Id!;
        // The invocation's own token is cancelled when storage has had its time, which may be less than the caller's wait.
        var patience = CallerPatience.Of(request.FunctionContext, time);
        if (caller.Wait is { } wait && await OutcomeAsync(client, id, patience, wait) is { } outcome)
        {
            return Finished(await request.AnswerAsync(outcome, patience.Host), request, caller, $"wait={wait.TotalSeconds:0}");
        }

        var response = request.Accepted(id);
        await response.WriteAsync(StartedSaga.Of(links, caller.IsOperator), patience.Host);
        return Finished(response, request, caller, "respond-async");
    }

    // No thread waits: the client completes when the instance does.
    private async Task<SagaOutcome?> OutcomeAsync(DurableTaskClient client, string id, CallerPatience patience, TimeSpan wait)
    {
        using var enough = new CancellationTokenSource(patience.LeftOf(wait), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, patience.Host);
        try
        {
            var instance = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, either.Token);
            return instance.RuntimeStatus == OrchestrationRuntimeStatus.Completed
                ? JsonSerializer.Deserialize<SagaOutcome>(instance.SerializedOutput!, SagaJson.History)
                : null;
        }
        catch (Exception exception) when ((Repetition.Heals(exception) || Repetition.IsUnclear(exception)) && !patience.Host.IsCancellationRequested)
        {
            // It has not ended in time, or nobody can say so just now: it is started all the same.
            return null;
        }
    }

    private static HttpResponseData Finished(HttpResponseData response, HttpRequestData request, StartCaller caller, string preference)
    {
        if (caller.IsNewKey)
        {
            response.Headers.Add(IdempotencyKey.Header, caller.Key.Value);
        }

        if (request.Headers.Contains(WaitPreference.Header))
        {
            response.Headers.Add(PreferenceApplied, preference);
        }

        return response;
    }
}
