using System.Globalization;
using System.Net;
using DurableSagas.Projections;
using DurableSagas.Projections.Queries;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.OpenApi;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace DurableSagas.SagaFunctions.Reading;

/// <summary>One saga with its timeline, as fresh as the caller asks for.</summary>
public sealed class GetSaga(SagaReader reader)
{
    private static readonly string _offered = string.Join(", ", Enum.GetNames<Consistency>()).ToLowerInvariant();

    [Function(nameof(GetSaga))]
    [Endpoint("One saga with its timeline, as fresh as asked for.")]
    [Parameter("consistency", "eventual (the default), session or strong.")]
    [Parameter("minSequence", "For session: the sequence of an earlier answer.", Type = typeof(long))]
    [Parameter("If-None-Match", "The ETag of an earlier answer.", IsHeader = true)]
    [Answers(HttpStatusCode.OK, typeof(SagaView))]
    [Answers(HttpStatusCode.NotModified)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "sagas/{id}")] HttpRequestData request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var consistency = ConsistencyOf(request);
        var minSequence = MinSequenceOf(request, consistency);
        if (!InstanceIds.IsLegal(id))
        {
            throw SagaLookup.Unknown(id);
        }

        var view = await reader.FindAsync(client, id, consistency, minSequence, cancellationToken);
        var shown = ApprovalLink.In(view ?? throw SagaLookup.Unknown(id));
        return await request.AnswerUnlessKnownAsync(shown, shown.Sequence, cancellationToken);
    }

    private static Consistency ConsistencyOf(HttpRequestData request) => request.Query["consistency"] switch
    {
        null => Consistency.Eventual,
        { } asked when asked.All(char.IsLetter) && Enum.TryParse<Consistency>(asked, ignoreCase: true, out var known) => known,
        var asked => throw ProblemException.BadField("consistency", $"'{asked}' is not offered; expected {_offered}."),
    };

    private static long MinSequenceOf(HttpRequestData request, Consistency consistency) => (request.Query["minSequence"], consistency) switch
    {
        ({ } text, Consistency.Session) when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) => sequence,
        (_, Consistency.Session) => throw ProblemException.BadField(
            "minSequence", "A session read needs it: the sequence of an earlier answer, a whole number from 0."),
        _ => 0,
    };
}
