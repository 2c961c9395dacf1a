using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using DurableSagas.Benchmarks.Cost;

namespace DurableSagas.Benchmarks.Soak;

/// <summary>Starts one saga a second, of each kind in turn; when too many are under way it waits.</summary>
internal sealed class SteadySagas(HttpClient http)
{
    private const int MostUnderWay = 60;

    private static readonly TimeSpan _pace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(10);

    private static readonly CostCase[] _cases =
    [
        .. CostCase.All.Where(kind => kind is { Approval: null, IsRewound: false }),
        CostCase.Order("order.tried_again", balance: 100, """{"ChargePayment":"fail:2","SendReceipt":"fail:3"}""", "Completed"),
        CostCase.Order("order.broken", balance: 100, """{"ShipOrder":"refuse","RefundPayment":"fail:2"}""", "Compensated"),
    ];

    private readonly List<(string Id, string Ends)> _underWay = [];
    private int _started;

    public int Ended { get; private set; }

    public async Task RunAsync(TimeSpan howLong, CancellationToken cancellationToken)
    {
        using var pace = new PeriodicTimer(_pace);
        for (var end = TimeProvider.System.GetUtcNow() + howLong; TimeProvider.System.GetUtcNow() < end && await pace.WaitForNextTickAsync(cancellationToken);)
        {
            await StartAsync(cancellationToken);
            await LookAsync(cancellationToken);
        }
    }

    public async Task WhenEndedAsync(CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        enough.CancelAfter(_patience);
        while (_underWay.Count > 0)
        {
            await LookAsync(enough.Token);
            await Task.Delay(_pace, enough.Token);
        }
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_underWay.Count >= MostUnderWay)
        {
            return;
        }

        var (kind, number) = (_cases[_started % _cases.Length], _started++);
        foreach (var (path, body) in kind.Before(number))
        {
            await SendAsync(HttpMethod.Put, path, body, cancellationToken);
        }

        var started = await SendAsync(HttpMethod.Post, kind.Path, kind.Body(number), cancellationToken);
        _underWay.Add((JsonElement.Parse(started).GetProperty("id").GetString()!, kind.Ends));
    }

    // The oldest of them, as a caller would poll.
    private async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (var saga in _underWay.Take(5).ToArray())
        {
            var view = await http.GetFromJsonAsync<JsonElement>($"api/sagas/{saga.Id}", cancellationToken);
            var status = view.GetProperty("status").GetString();
            if (status == saga.Ends)
            {
                _underWay.Remove(saga);
                Ended++;
            }
            else if (status is not ("Pending" or "Running" or "Compensating"))
            {
                throw new InvalidOperationException($"Saga '{saga.Id}' is {status}; it should have been {saga.Ends}: {view}");
            }
        }
    }

    private async Task<string> SendAsync(HttpMethod method, string path, string body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        using var answer = await http.SendAsync(request, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        return answer.IsSuccessStatusCode ? text : throw new InvalidOperationException($"{method} '{path}' was answered {(int)answer.StatusCode}: {text}");
    }
}
