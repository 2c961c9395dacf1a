using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace DurableSagas.LocalHost.Tests.Host;

/// <summary>What the host logged, as <c>Level Message</c>.</summary>
internal sealed class CapturedLogs : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    private readonly ConcurrentQueue<Exception> _failures = new();

    public IReadOnlyCollection<string> Lines => _lines;

    public IReadOnlyCollection<Exception> Failures => _failures;

    public ILogger CreateLogger(string categoryName) => new Log(_lines, _failures);

    public void Dispose()
    {
        // The lines are read after the host has gone.
    }

    private sealed class Log(ConcurrentQueue<string> lines, ConcurrentQueue<Exception> failures) : ILogger
    {
        void ILogger.Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lines.Enqueue($"{logLevel} {formatter(state, exception)}");
            if (exception is not null)
            {
                failures.Enqueue(exception);
            }
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;
    }
}
