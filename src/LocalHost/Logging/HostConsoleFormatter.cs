using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace DurableSagas.LocalHost.Logging;

/// <summary>One line an event, with the time in front as func has it; whose line it is, where the text does not say so itself.</summary>
internal sealed class HostConsoleFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "LocalHost";
    private const string Plain = "\e[39m";

    private static readonly string[] _named = ["Function.", "Host.", "DurableSagas.LocalHost."];

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        var colour = Console.IsOutputRedirected ? null : Colour(logEntry.LogLevel);
        textWriter.Write(colour);
        textWriter.Write(time.GetUtcNow().ToString("'['yyyy-MM-dd'T'HH:mm:ss.fff'Z] '", CultureInfo.InvariantCulture));
        if (!IsNamed(logEntry.Category))
        {
            textWriter.Write(logEntry.Category);
            textWriter.Write(": ");
        }

        textWriter.WriteLine(message);
        if (logEntry.Exception is { } exception)
        {
            textWriter.WriteLine(exception.ToString());
        }

        textWriter.Write(colour is null ? null : Plain);
    }

    private static bool IsNamed(string category) =>
        !category.EndsWith(".User", StringComparison.Ordinal) && Array.Exists(_named, prefix => category.StartsWith(prefix, StringComparison.Ordinal));

    private static string? Colour(LogLevel level) => level switch
    {
        LogLevel.Warning => "\e[33m",
        LogLevel.Error or LogLevel.Critical => "\e[31m",
        LogLevel.Trace or LogLevel.Debug => "\e[90m",
        _ => null,
    };
}
