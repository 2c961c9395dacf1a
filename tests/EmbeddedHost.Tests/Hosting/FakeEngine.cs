using DurableSagas.EmbeddedHost.Hosting;
using Microsoft.DurableTask.Client;

namespace DurableSagas.EmbeddedHost.Tests.Hosting;

/// <summary>Remembers that it was started and stopped, and gives out a client that holds what a test puts into it.</summary>
internal sealed class FakeEngine : IDurableEngine
{
    public FakeClient Instances { get; } = new();

    public List<string> Calls { get; } = [];

    public DurableTaskClient Client => Instances;

    public void ListensOn(string url) => Calls.Add("listens");

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Calls.Add("start");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Calls.Add("stop");
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
