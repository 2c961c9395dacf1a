using DurableSagas.EmbeddedHost.Dispatch;
using DurableSagas.EmbeddedHost.Functions;
using Microsoft.Extensions.Logging;

namespace DurableSagas.EmbeddedHost.Orchestration;

/// <summary>What every execution shares: the app's functions, its loggers and the engine's settings.</summary>
internal sealed record OrchestrationRuntime(IDurableFunctions Functions, ILoggerFactory LoggerFactory, EngineSettings Settings)
{
    internal ILogger Logger { get; } = LoggerFactory.CreateLogger<OrchestrationExecution>();
}
