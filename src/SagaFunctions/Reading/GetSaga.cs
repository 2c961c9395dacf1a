using System.Net;
using DurableSagas.Projections;
using DurableSagas.Projections.Queries;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.Http.Patience;
using DurableSagas.SagaFunctions.OpenApi;
using DurableSagas.SagaFunctions.Waiting;
using DurableSagas.Sagas.Outcomes;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace DurableSagas.SagaFunctions.Reading;

/// <summary>One saga with its timeline, as fresh as the caller asks for; and, to a caller who waits, once it has moved.</summary>
public sealed class GetSaga(SagaReader reader, WaitingCallers callers, TimeProvider time)
{
    [Function(nameof(GetSaga))]
    [Endpoint("One saga with its timeline, as fresh as asked for.")]
    [Parameter(RequestedRead.ConsistencyMember, "eventual (the default), session or strong.")]
    [Parameter(RequestedRead.SequenceMember, "For session: the sequence of an earlier answer. With wait: the one to move past.", Type = typeof(long))]
    [Parameter(WaitPreference.Member, "Seconds to wait for the end, or for more than the sequence that is named; 30 at most.", Type = typeof(int))]
    [Parameter(WaitPreference.Header, "wait=SECONDS, as RFC 7240 has it.", IsHeader = true)]
    [Parameter(EntityTags.Header, "The ETag of an earlier answer. With wait, its sequence is the one to move past.", IsHeader = true)]
    [Answers(HttpStatusCode.OK, typeof(SagaView))]
    [Answers(HttpStatusCode.NotModified)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "sagas/{id}")] HttpRequestData request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var asked = RequestedRead.Of(request);
        if (!InstanceIds.IsLegal(id))
        {
            throw SagaLookup.Unknown(id);
        }

        // The invocation's own token is cancelled when storage has had its time, which may be less than the caller's wait.
        var patience = CallerPatience.Of(request.FunctionContext, time);
        var view = asked.Wait is { } wait
            ? await callers.WaitAsync(id, asked.Past, wait, patience, () => FindAsync(cancellationToken))
            : await FindAsync(cancellationToken);
        if (asked.Wait is not null && view is not null && view.Consistency != asked.Consistency)
        {
            // Callers who wait are told what the view says.
            using var enough = new CancellationTokenSource(patience.Limit, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, patience.Host);
            view = await FindAsync(either.Token);
        }

        var shown = ApprovalLink.In(view ?? throw SagaLookup.Unknown(id));
        var response = await request.AnswerUnlessKnownAsync(shown, shown.Sequence, patience.Host);
        response = asked.Wait is null ? response : response.Applied(request, asked.Wait);
        return shown.Status.IsUnderWay() ? response.ToAskAgain() : response;

        Task<SagaView?> FindAsync(CancellationToken token) => reader.FindAsync(client, id, asked.Consistency, asked.MinSequence, token);
    }
}
