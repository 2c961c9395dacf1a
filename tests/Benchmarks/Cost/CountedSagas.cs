using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using DurableSagas.Benchmarks.Http;

namespace DurableSagas.Benchmarks.Cost;

/// <summary>Runs sagas one at a time, and counts what passes from the start of each until nothing of it is left to do.</summary>
internal sealed class CountedSagas(HttpClient http, StorageRecorder recorder, string storage)
{
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan _silence = TimeSpan.FromSeconds(2);

    // Past the recorder: the looks of the benchmark are not the saga's.
    private readonly TableClient _views = new(storage, "SagaViews");
    private readonly TableClient _instances = new(storage, $"{StorageUse.Hub}Instances");

    private long _passed;

    public async Task<StorageUse> RunAsync(CostCase counted, int number, CancellationToken cancellationToken)
    {
        foreach (var (path, body) in counted.Before(number))
        {
            await SendAsync(HttpMethod.Put, path, body, cancellationToken);
        }

        await SilenceAsync(cancellationToken);
        recorder.Take();
        recorder.TakeEmptyPolls();
        var started = await SendAsync(HttpMethod.Post, counted.Path, counted.Body(number), cancellationToken);
        var id = started.GetProperty("id").GetString()!;
        if (counted.Approval is { } approval)
        {
            await UntilAsync(id, async () => (await _views.GetEntityIfExistsAsync<TableEntity>(id, "step|000", cancellationToken: cancellationToken)) is { HasValue: true }, cancellationToken);
            await SendAsync(HttpMethod.Post, $"api/sagas/{id}/events/{approval}", """{"approved":true,"by":"ann"}""", cancellationToken);
        }

        if (counted.IsRewound)
        {
            await UntilAsync(id, "Stuck", cancellationToken);
            await UntilAsync($"instance {id} has failed", () => HasFailedAsync(id, cancellationToken), cancellationToken);
            await SilenceAsync(cancellationToken);
            await SendAsync(HttpMethod.Put, $"api/sagas/{id}/faults", "{}", cancellationToken);
            await SendAsync(HttpMethod.Post, $"runtime/webhooks/durabletask/instances/{id}/rewind?reason=mended", "{}", cancellationToken);
        }

        await UntilAsync(id, counted.Ends, cancellationToken);
        await SilenceAsync(cancellationToken);
        return StorageUse.Of(recorder.Take(), recorder.TakeEmptyPolls());
    }

    private Task UntilAsync(string id, string status, CancellationToken cancellationToken) => UntilAsync(
        $"{id} is {status}",
        async () => (await _views.GetEntityAsync<TableEntity>(id, "saga", cancellationToken: cancellationToken)).Value.GetString("status") == status,
        cancellationToken);

    // A moment after the last attempt has written its view.
    private async Task<bool> HasFailedAsync(string id, CancellationToken cancellationToken) =>
        (await _instances.GetEntityAsync<TableEntity>(id, string.Empty, cancellationToken: cancellationToken)).Value.GetString("RuntimeStatus") == "Failed";

    // The engine's last messages come after the saga's own last word.
    private async Task SilenceAsync(CancellationToken cancellationToken)
    {
        var quiet = TimeSpan.Zero;
        await UntilAsync("nothing is asked for", () =>
        {
            var passed = recorder.Passed;
            quiet = passed == _passed ? quiet + _look : TimeSpan.Zero;
            _passed = passed;
            return Task.FromResult(quiet >= _silence);
        }, cancellationToken);
    }

    private static async Task UntilAsync(string what, Func<Task<bool>> isSo, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        enough.CancelAfter(_patience);
        try
        {
            while (!await isSo())
            {
                await Task.Delay(_look, enough.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"After {_patience} still not so: {what}.");
        }
    }

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, string body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        using var answer = await http.SendAsync(request, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        return answer.IsSuccessStatusCode
            ? text.Length == 0 ? default : JsonElement.Parse(text)
            : throw new InvalidOperationException($"{method} '{path}' with '{body}' was answered {(int)answer.StatusCode}: {text}");
    }
}
