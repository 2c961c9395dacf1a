using Microsoft.Extensions.Logging;

namespace DurableSagas.Sagas.Tests.Steps;

/// <summary>Keeps what is logged.</summary>
internal sealed class Logged<T> : ILogger<T>
{
    private readonly List<(LogLevel Level, string Text)> _lines = [];

    public IReadOnlyList<(LogLevel Level, string Text)> Lines => _lines;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => _lines.Add((logLevel, formatter(state, exception)));
}
