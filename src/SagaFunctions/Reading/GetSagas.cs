using System.Globalization;
using System.Net;
using DurableSagas.Projections.Lists;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.OpenApi;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Outcomes;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.SagaFunctions.Reading;

/// <summary>Lists sagas, newest first, a page at a time.</summary>
public sealed class GetSagas(SagaLists lists, SagaNames names)
{
    [Function(nameof(GetSagas))]
    [Endpoint("Sagas, newest first, a page at a time; a page may be shorter than asked for though there is another one.")]
    [Parameter("name", "A definition's name.")]
    [Parameter("status", "A status.", Type = typeof(SagaStatus))]
    [Parameter("protocol", "A protocol.", Type = typeof(Protocol))]
    [Parameter("key", "The business key that the definition's FindBy makes of a request.")]
    [Parameter("order", "newest (the default), or oldest: with status=Stuck, and without a key.")]
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

        var filter = new SagaFilter(SagaNames.Of(query["name"]), EnumOf<SagaStatus>("status", query["status"]), from, to)
        {
            Protocol = EnumOf<Protocol>("protocol", query["protocol"]),
            Key = KeyOf(query["key"]),
        };
        filter = filter with { IsOldestFirst = IsOldestFirst(query["order"], filter) };
        var page = await RequestedPage.ReadAsync(request, (size, token) => lists.ListAsync(filter, size, token, cancellationToken));
        await (page.Items.Count == 0 ? names.RequireAsync(filter.Name, cancellationToken) : Task.CompletedTask);
        return await request.AnswerAsync(page, cancellationToken);
    }

    private static T? EnumOf<T>(string field, string? text) where T : struct, Enum => text switch
    {
        null => null,
        _ when text.All(char.IsLetter) && Enum.TryParse<T>(text, ignoreCase: true, out var known) => known,
        _ => throw ProblemException.BadField(field, $"'{text}' is no {field}; expected one of {string.Join(", ", Enum.GetNames<T>())}."),
    };

    private static string? KeyOf(string? text) => text is null or { Length: > 0 and <= SagaFilter.MaxKey }
        ? text
        : throw ProblemException.BadField("key", $"Expected 1 to {SagaFilter.MaxKey} characters, found {text.Length}.");

    private static bool IsOldestFirst(string? order, SagaFilter filter) => (order, filter) switch
    {
        (null or "newest", _) => false,
        ("oldest", { Status: SagaStatus.Stuck, Key: null }) => true,
        ("oldest", _) => throw ProblemException.BadField("order", "Oldest first is offered with status=Stuck, and without a key."),
        _ => throw ProblemException.BadField("order", $"'{order}' is no order; expected newest or oldest."),
    };

    private static DateTimeOffset? MomentOf(string field, string? text) => text switch
    {
        null => null,
        _ when IsoMoment.Parse(text) is { } moment && moment > DateTimeOffset.MinValue.AddDays(1) => moment,
        _ => throw ProblemException.BadField(field, $"'{text}' is no moment; expected ISO 8601, such as 2026-01-31T12:00:00Z."),
    };
}
