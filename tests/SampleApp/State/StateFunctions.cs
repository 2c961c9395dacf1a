using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.SampleApp.State;

/// <summary>What tests read and raise from outside.</summary>
public sealed class StateFunctions(Journal journal, Flags flags)
{
    [Function("GetJournal")]
    public async Task<HttpResponseData> GetJournalAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "journal/{subject}")] HttpRequestData request, string subject, CancellationToken cancellationToken)
    {
        var response = request.CreateResponse();
        await response.WriteAsJsonAsync(await journal.ReadAsync(subject, cancellationToken), cancellationToken);
        return response;
    }

    [Function("PutFlag")]
    public async Task<HttpResponseData> PutFlagAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "flags/{flag}")] HttpRequestData request, string flag, CancellationToken cancellationToken)
    {
        await flags.PutAsync(flag, cancellationToken);
        return request.CreateResponse(HttpStatusCode.NoContent);
    }
}
