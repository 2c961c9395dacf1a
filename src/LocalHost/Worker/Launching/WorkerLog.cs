using System.Collections.Concurrent;
using DurableSagas.LocalHost.Rpc;
using Microsoft.Extensions.Logging;

namespace DurableSagas.LocalHost.Worker.Launching;

/// <summary>The worker's own lines: what it logs, under its category and level, and what it writes to its console.</summary>
internal sealed partial class WorkerLog(ILoggerFactory loggers)
{
    private readonly ConcurrentDictionary<string, ILogger> _loggers = new(StringComparer.Ordinal);
    private readonly ILogger _console = loggers.CreateLogger("Host.Function.Console");

    public void Write(RpcLog log)
    {
        if (log.LogCategory == RpcLog.Types.RpcLogCategory.CustomMetric || log.Level is < RpcLog.Types.Level.Trace or > RpcLog.Types.Level.Critical)
        {
            return;
        }

        var logger = _loggers.GetOrAdd(log.Category.Length == 0 ? "Function" : log.Category, loggers.CreateLogger);
        var level = (LogLevel)log.Level;
        if (logger.IsEnabled(level))
        {
            logger.Log(level, default, log, null, static (log, _) =>
                log.Exception is { Message.Length: > 0 } exception ? $"{log.Message}{Environment.NewLine}{exception.Message}" : log.Message);
        }
    }

    public void Line(string line) => LogLine(_console, line);

    [LoggerMessage(LogLevel.Information, "{Line}")]
    private static partial void LogLine(ILogger logger, string line);
}
