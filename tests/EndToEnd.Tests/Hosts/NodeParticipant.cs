using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace DurableSagas.EndToEnd.Tests.Hosts;

/// <summary>The participant in Node.js as a child process, on a port that the system chose.</summary>
internal sealed class NodeParticipant : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly HttpClient _http;

    private NodeParticipant(Process process, Uri url) => (_process, Url, _http) = (process, url, new HttpClient { BaseAddress = url });

    public Uri Url { get; }

    public static async Task<NodeParticipant> StartAsync(CancellationToken cancellationToken)
    {
        var process = new Process { StartInfo = new ProcessStartInfo("node", [Path.Combine(AppContext.BaseDirectory, "Participants", "participant.mjs")]) { RedirectStandardOutput = true } };
        process.Start();
        var line = await process.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(_patience, cancellationToken);
        return new NodeParticipant(process, new Uri(line!.Split(' ')[^1]));
    }

    public async Task PutBalanceAsync(string account, int balance) => (await _http.PutAsJsonAsync($"accounts/{account}", new { balance })).EnsureSuccessStatusCode();

    public async Task<int> BalanceAsync(string account) => (await _http.GetFromJsonAsync<JsonElement>($"accounts/{account}")).GetProperty("balance").GetInt32();

    /// <summary>How many reservations or locks stand on an account.</summary>
    public async Task<int> HeldAsync(string account) => (await _http.GetFromJsonAsync<JsonElement>($"accounts/{account}")).GetProperty("held").GetInt32();

    /// <summary>Has it ask the app for the decision of all that it has prepared.</summary>
    /// <returns>What it was told, by transaction.</returns>
    public async Task<Dictionary<string, string>> ResolveAsync(Uri app)
    {
        var answer = (await _http.PostAsJsonAsync("resolve", new { app })).EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<Dictionary<string, string>>())!;
    }

    /// <summary>What goes wrong with the next calls of each operation, one word a call.</summary>
    public async Task MisbehaveAsync(Dictionary<string, string[]> words) => (await _http.PutAsJsonAsync("misbehave", words)).EnsureSuccessStatusCode();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
