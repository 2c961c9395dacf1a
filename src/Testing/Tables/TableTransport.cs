using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace DurableSagas.Testing.Tables;

/// <summary>Takes the network's place under Microsoft's own client of Azure Tables.</summary>
internal sealed class TableTransport(Func<TableMessage, Task<TableAnswer>> answer) : HttpMessageHandler
{
    private const string Name = "devstoreaccount1";

    private static readonly Uri _account = new($"http://127.0.0.1:1/{Name}");
    private static readonly TableSharedKeyCredential _credential = new(Name, "AAAA");

    /// <param name="retries">How often the client itself repeats a request that got no answer.</param>
    public static TableServiceClient Connect(Func<TableMessage, Task<TableAnswer>> answer, int retries = 0)
    {
        var options = new TableClientOptions
        {
            Transport = new HttpClientTransport(new HttpClient(new TableTransport(answer)) { Timeout = Timeout.InfiniteTimeSpan }),
            Retry = { MaxRetries = retries, Delay = TimeSpan.Zero, MaxDelay = TimeSpan.Zero, NetworkTimeout = Timeout.InfiniteTimeSpan },
        };
        return new TableServiceClient(_account, _credential, options);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var body = request.Content is null ? string.Empty : await request.Content.ReadAsStringAsync(cancellationToken);
        var ifMatch = request.Headers.TryGetValues("If-Match", out var tags) ? tags.Single() : null;
        var told = await answer(new TableMessage(request.Method.Method, request.RequestUri!, ifMatch, body));
        return told.ToResponse();
    }
}
