using System.Globalization;
using System.Net;
using DurableSagas.Projections.Lists;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.OpenApi;
using DurableSagas.Sagas.Outcomes;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.SagaFunctions.Reading;

/// <summary>Lists sagas, newest first, a page at a time.</summary>
public sealed class GetSagas(SagaLists lists)
{
    private const int DefaultPageSize = 50;

    [Function(nameof(GetSagas))]
    [Endpoint("Sagas, newest first, a page at a time.")]
    [Parameter("name", "A definition's name.")]
    [Parameter("status", "A status.", Type = typeof(SagaStatus))]
    [Parameter("from", "Created at this moment or later.")]
    [Parameter("to", "Created before this moment.")]
    [Parameter("pageSize", "1 to 200.", Type = typeof(int))]
    [Parameter("continuationToken", "Of the page before.")]
    [Answers(HttpStatusCode.OK, typeof(SagaPage))]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "sagas")] HttpRequestData request,
        CancellationToken cancellationToken)
    {
        var query = request.Query;
        var (from, to) = (MomentOf("from", query["from"]), MomentOf("to", query["to"]));
        if (from > to)
        {
            throw ProblemException.BadField("from", $"'{query["from"]}' is after '{query["to"]}', to which it is to reach.");
        }

        var filter = new SagaFilter(NameOf(query["name"]), StatusOf(query["status"]), from, to);
        try
        {
            var page = await lists.ListAsync(filter, PageSizeOf(query["pageSize"]), query["continuationToken"], cancellationToken);
            return await request.AnswerAsync(page, cancellationToken);
        }
        catch (ContinuationTokenException bad)
        {
            throw ProblemException.BadField("continuationToken", bad.Message);
        }
    }

    private static string? NameOf(string? text) => text is null ? null : Identifiers.Require(text, "name");

    private static SagaStatus? StatusOf(string? text) => text switch
    {
        null => null,
        _ when text.All(char.IsLetter) && Enum.TryParse<SagaStatus>(text, ignoreCase: true, out var status) => status,
        _ => throw ProblemException.BadField("status", $"'{text}' is no status; expected one of {string.Join(", ", Enum.GetNames<SagaStatus>())}."),
    };

    private static DateTimeOffset? MomentOf(string field, string? text) => text switch
    {
        null => null,
        _ when IsoMoment.Parse(text) is { } moment && moment > DateTimeOffset.MinValue.AddDays(1) => moment,
        _ => throw ProblemException.BadField(field, $"'{text}' is no moment; expected ISO 8601, such as 2026-01-31T12:00:00Z."),
    };

    private static int PageSizeOf(string? text) => text switch
    {
        null => DefaultPageSize,
        _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size is >= 1 and <= SagaLists.MaxPageSize => size,
        _ => throw ProblemException.BadField("pageSize", $"Expected 1 to {SagaLists.MaxPageSize}, found '{text}'."),
    };
}
