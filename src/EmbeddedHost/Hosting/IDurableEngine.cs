using Microsoft.DurableTask.Client;

namespace DurableSagas.EmbeddedHost.Hosting;

/// <summary>The orchestration engine, as the host starts and stops it.</summary>
internal interface IDurableEngine : IAsyncDisposable
{
    DurableTaskClient Client { get; }

    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Tells the client under which URL the management API is reached.</summary>
    void ListensOn(string url);

    /// <summary>Finishes the episodes in flight and gives the activities up; they run again at the next start.</summary>
    Task StopAsync(CancellationToken cancellationToken);
}
