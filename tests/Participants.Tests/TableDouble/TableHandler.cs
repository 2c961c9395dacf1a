using Azure.Core.Pipeline;
using Azure.Data.Tables;
using DurableSagas.Participants.Tests.Exploration;

namespace DurableSagas.Participants.Tests.TableDouble;

/// <summary>Takes the network's place under the real <see cref="TableClient"/>.</summary>
internal sealed class TableHandler(Func<Func<TableStore, TableAnswer>, Task<TableAnswer>> send) : HttpMessageHandler
{
    private const string Account = "http://127.0.0.1:1/devstoreaccount1";

    /// <summary>Every request is answered at once.</summary>
    public static TableClient Connect(TableStore table) => Connect(request => Task.FromResult(request(table)), retries: 0);

    /// <param name="caller">Whose requests these are: an exploration answers them.</param>
    /// <param name="retries">How often the client itself repeats a request that got no answer.</param>
    public static TableClient Connect(Caller caller, int retries) => Connect(request => caller.AskAsync(world => request(world.Table)), retries);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var ifMatch = request.Headers.TryGetValues("If-Match", out var tags) ? tags.Single() : null;
        var (method, uri) = (request.Method.Method, request.RequestUri!);
        var answer = await send(table => table.Answer(method, uri, ifMatch, body));
        return answer.ToResponse();
    }

    private static TableClient Connect(Func<Func<TableStore, TableAnswer>, Task<TableAnswer>> send, int retries)
    {
        var options = new TableClientOptions
        {
            Transport = new HttpClientTransport(new HttpClient(new TableHandler(send)) { Timeout = Timeout.InfiniteTimeSpan }),
            Retry = { MaxRetries = retries, Delay = TimeSpan.Zero, MaxDelay = TimeSpan.Zero, NetworkTimeout = Timeout.InfiniteTimeSpan },
        };
        return new TableClient(new Uri(Account), "Guarded", new TableSharedKeyCredential("devstoreaccount1", "AAAA"), options);
    }
}
