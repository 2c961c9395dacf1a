using System.Net;
using DurableSagas.Projections.Audit;
using DurableSagas.Projections.Notices;
using DurableSagas.SagaFunctions.Audit;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.Http.Bodies;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.OpenApi;
using DurableSagas.SagaFunctions.Operators;
using DurableSagas.SagaFunctions.Rewinding;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.SagaFunctions.Notices.Dead;

/// <summary>Has a notice that was given up sent again, as if it were new.</summary>
public sealed class PostDeadNoticeResend(
    DeadNoticeTable dead, NoticeOutbox outbox, NoticeQueue queue, OperatorRule operators, AuditedCommands commands, TimeProvider time)
{
    [Function(nameof(PostDeadNoticeResend))]
    [OperatorOnly]
    [Endpoint("Has a notice that was given up sent again, as if it were new.", Takes = typeof(OperatorReason))]
    [Answers(HttpStatusCode.Accepted)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "dead-notices/{id}/resend")] HttpRequestData request,
        string id,
        CancellationToken cancellationToken)
    {
        var asked = await RequestBody.ReadAsync<OperatorReason>(request, cancellationToken);
        var found = InstanceIds.IsLegal(id) ? await dead.FindAsync(id, cancellationToken) : null;
        var notice = (found is null ? null : await outbox.FindAsync(found.Saga, found.Key, cancellationToken))
            ?? throw ProblemException.NotFound($"There is no dead notice '{id}'.");
        var command = commands.New(operators.WhoIs(request), AuditedCommand.Resend, asked.Reason);
        await commands.RunAsync([notice.SagaId], command, () => SendAgainAsync(id, notice, cancellationToken), cancellationToken);
        return request.Accepted(notice.SagaId);
    }

    // Listed until it is on its way: what stops here is asked for again.
    private async Task<Notice> SendAgainAsync(string id, Notice notice, CancellationToken cancellationToken)
    {
        if (notice.View.GivenUpAt is not null)
        {
            await outbox.OweAsync(notice, time.GetUtcNow(), cancellationToken);
        }

        await queue.EnqueueAsync(notice.SagaId, cancellationToken);
        await dead.DeleteAsync(id, cancellationToken);
        return notice;
    }
}
