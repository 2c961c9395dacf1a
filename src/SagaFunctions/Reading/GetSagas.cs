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
public sealed class GetSagas(SagaLists lists, SagaNames names)
{
    [Function(nameof(GetSagas))]
    [Endpoint("Sagas, newest first, a page at a time.")]
    [Parameter("name", "A definition's name.")]
    [Parameter("status", "A status.", Type = typeof(SagaStatus))]
    [Parameter("from", "Created at this moment or later.")]
    [Parameter("to", "Created before this moment.")]
    [Parameter(RequestedPage.Size, "1 to 200.", Type = typeof(int))]
    [Parameter(RequestedPage.Token, "Of the page before.")]
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

        var filter = new SagaFilter(SagaNames.Of(query["name"]), StatusOf(query["status"]), from, to);
        var page = await RequestedPage.ReadAsync(request, (size, token) => lists.ListAsync(filter, size, token, cancellationToken));
        await (page.Items.Count == 0 ? names.RequireAsync(filter.Name, cancellationToken) : Task.CompletedTask);
        return await request.AnswerAsync(page, cancellationToken);
    }

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
}
