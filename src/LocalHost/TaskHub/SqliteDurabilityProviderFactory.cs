using System.Collections.Concurrent;
using DurableSagas.DurableTask.Sqlite;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.DurableTask;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DurableSagas.LocalHost.TaskHub;

/// <summary>Gives the Durable extension task hubs on SQLite, one file for each name of a hub.</summary>
internal sealed class SqliteDurabilityProviderFactory : IDurabilityProviderFactory, IAsyncDisposable
{
    public const string ProviderName = "Sqlite";

    // The extension asks for a number; what the host can do is decided by the worker behind it.
    private const int DefaultConcurrency = 100;
    private const int DefaultEntityBatch = 5000;

    private readonly ConcurrentDictionary<string, Lazy<SqliteDurabilityProvider>> _providers = new(StringComparer.OrdinalIgnoreCase);
    private readonly DurableTaskOptions _durable;
    private readonly TaskHubOptions _options;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private bool _separatesEntities = true;

    public SqliteDurabilityProviderFactory(
        IOptions<DurableTaskOptions> durable, TaskHubOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        (_durable, _options, _time, _loggers) = (durable.Value, options, time, loggers);
        _durable.MaxConcurrentOrchestratorFunctions ??= DefaultConcurrency;
        _durable.MaxConcurrentActivityFunctions ??= DefaultConcurrency;
        _durable.MaxConcurrentEntityFunctions ??= DefaultConcurrency;
        _durable.MaxEntityOperationBatchSize ??= DefaultEntityBatch;
    }

    public string Name => ProviderName;

    public DurabilityProvider GetDurabilityProvider() => ProviderOf(_durable.HubName);

    public DurabilityProvider GetDurabilityProvider(DurableClientAttribute attribute) => ProviderOf(attribute.TaskHub ?? _durable.HubName);

    public void SetUseSeparateQueueForEntityWorkItems(bool newValue) => _separatesEntities = newValue;

    public async ValueTask DisposeAsync()
    {
        foreach (var provider in _providers.Values)
        {
            await provider.Value.DisposeAsync();
        }
    }

    private SqliteDurabilityProvider ProviderOf(string hub) =>
        _providers.GetOrAdd(hub, name => new Lazy<SqliteDurabilityProvider>(() => new SqliteDurabilityProvider(NewService(name)))).Value;

    private SqliteOrchestrationService NewService(string hub) => new(new SqliteTaskHubOptions
    {
        File = _options.FileOf(hub, _durable.HubName),
        TaskHubName = hub,
        MaxConcurrentOrchestrations = _durable.MaxConcurrentOrchestratorFunctions ?? DefaultConcurrency,
        MaxConcurrentActivities = _durable.MaxConcurrentActivityFunctions ?? DefaultConcurrency,
        MaxConcurrentEntities = _durable.MaxConcurrentEntityFunctions ?? DefaultConcurrency,
        MaxEntityOperationBatchSize = _durable.MaxEntityOperationBatchSize,
        ExtendedSessionIdleTimeout = _durable.ExtendedSessionsEnabled
            ? TimeSpan.FromSeconds(_durable.ExtendedSessionIdleTimeoutInSeconds)
            : TimeSpan.Zero,
        TimeProvider = _time,
        LoggerFactory = _loggers,
    })
    {
        UseSeparateQueueForEntities = _separatesEntities,
    };
}
