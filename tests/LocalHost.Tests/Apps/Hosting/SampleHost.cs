using System.Net;

namespace DurableSagas.LocalHost.Tests.Apps.Hosting;

/// <summary>The sample app on a host: what tests ask of it.</summary>
internal sealed class SampleHost(HostProcess process, params IEnumerable<(string Name, string Value)> headers) : IAsyncDisposable
{
    public const string Prefix = "sample/v1";
    public const string Management = "runtime/webhooks/durabletask";

    public HostProcess Process { get; } = process;

    public HostClient Client { get; } = new(process.Url, headers);

    public static async Task<SampleHost> StartAsync(HostSettings settings, params IEnumerable<(string Name, string Value)> headers) =>
        new(await HostProcess.StartAsync(settings, TestContext.Current.CancellationToken), headers);

    public Task<Answer> GetAsync(string path, params IEnumerable<(string Name, string Value)> more) => Client.GetAsync($"{Prefix}/{path}", more);

    public Task<Answer> PostAsync(string path, string? json = null) => Client.PostAsync($"{Prefix}/{path}", json);

    public Task<Answer> SendAsync(HttpMethod verb, string path, HttpContent? content = null, params IEnumerable<(string Name, string Value)> more) =>
        Client.SendAsync(verb, $"{Prefix}/{path}", content, more);

    public async Task<IReadOnlyList<string>> JournalAsync(string subject) => (await GetAsync($"journal/{subject}")).Expect(HttpStatusCode.OK).Read<string[]>();

    /// <summary>The journal of a subject, once it is as awaited.</summary>
    public Task<IReadOnlyList<string>> JournalAsync(string subject, Predicate<IReadOnlyList<string>> isAwaited) =>
        Poll.UntilAsync($"such journal of '{subject}'", () => JournalAsync(subject), isAwaited, TestContext.Current.CancellationToken);

    public async Task RaiseAsync(string flag) => (await Client.PutAsync($"{Prefix}/flags/{flag}")).Expect(HttpStatusCode.NoContent);

    public async Task<int> WorkerProcessIdAsync() => int.Parse((await GetAsync("process-id")).Expect(HttpStatusCode.OK).Text, System.Globalization.CultureInfo.InvariantCulture);

    public async Task<Answer> StartAsync(string orchestrator, string id, string? input = null, string query = "") =>
        (await PostAsync($"start/{orchestrator}/{id}{query}", input)).Expect(HttpStatusCode.Accepted);

    public async Task<Instance> StatusAsync(string id) => (await GetAsync($"status/{id}")).Expect(HttpStatusCode.OK).Read<Instance>();

    public Task<Instance> UntilAsync(string id, string status) =>
        Poll.UntilAsync($"instance '{id}' that is {status}", () => StatusAsync(id), instance => instance.Status == status, TestContext.Current.CancellationToken);

    /// <summary>Starts an orchestration, and waits until it is as awaited.</summary>
    public async Task<Instance> RunAsync(string orchestrator, string id, string? input = null, string status = "Completed")
    {
        await StartAsync(orchestrator, id, input);
        return await UntilAsync(id, status);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Process.DisposeAsync();
    }
}
