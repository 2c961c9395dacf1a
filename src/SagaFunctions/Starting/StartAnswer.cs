using DurableSagas.Projections;
using DurableSagas.Projections.Queries;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.Http.Patience;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.Http.Starts;
using DurableSagas.SagaFunctions.Waiting;
using DurableSagas.Sagas.Outcomes;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.SagaFunctions.Starting;

/// <summary>Answers a start: 200 with the outcome when the saga ends while the caller waits, else 202, and where it stands.</summary>
public sealed class StartAnswer(SagaReader reader, WaitingCallers callers, TimeProvider time)
{
    private static readonly TimeSpan _longestRead = TimeSpan.FromSeconds(2);

    /// <param name="isNew">Whether it is this request that has started it: then there is nothing to say of it yet.</param>
    internal async Task<HttpResponseData> AnswerAsync(HttpRequestData request, HttpManagementPayload links, StartCaller caller, bool isNew)
    {
        var id = links.Id!;
        // The invocation's own token is cancelled when storage has had its time, which may be less than the caller's wait.
        var patience = CallerPatience.Of(request.FunctionContext, time);
        var view = caller.Wait is { Ticks: > 0 } wait
            ? await callers.WaitAsync(id, past: null, wait, patience, () => FindAsync(id, patience.Host))
            : isNew ? null : await FindAsync(id, patience.Host);
        if (caller.Wait is { Ticks: > 0 } waited && view?.Status.HasEnded() == true && view.Outcome is { } outcome)
        {
            var ended = await request.AnswerAsync(EndedSaga.Of(id, outcome), patience.Host);
            ended.Headers.Add("Content-Location", SagaLinks.Of(id).Self);
            return Finished(ended.Applied(request, waited), caller);
        }

        var started = StartedSaga.Of(id, view);
        var response = request.Accepted(id);
        await response.WriteAsync(caller.IsOperator ? started.With(links) : started, patience.Host);
        return Finished(response.Applied(request, wait: null), caller);
    }

    private async Task<SagaView?> FindAsync(string id, CancellationToken host)
    {
        using var enough = new CancellationTokenSource(_longestRead, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, host);
        try
        {
            return await reader.LookAsync(id, either.Token);
        }
        catch (Exception exception) when ((Repetition.Heals(exception) || exception is DamagedViewException) && !host.IsCancellationRequested)
        {
            // Nobody can say just now where it stands: it is started all the same.
            return null;
        }
    }

    private static HttpResponseData Finished(HttpResponseData response, StartCaller caller)
    {
        if (caller.IsNewKey)
        {
            response.Headers.Add(IdempotencyKey.Header, caller.Key.Value);
        }

        return response;
    }
}
