using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask;

internal sealed class ReplaySafeLoggerFactory(TaskOrchestrationContext context, Func<ILoggerFactory> source) : ILoggerFactory
{
    private const int MaxDepth = 10;

    public ILogger CreateLogger(string categoryName) => new ReplaySafeLogger(context, Innermost(source()).CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider) =>
        throw new NotSupportedException("A replay-safe logger factory takes no providers; add them to the host's logging.");

    public void Dispose()
    {
        // The factory behind this one belongs to the host.
    }

    /// <summary>Finds the host's factory behind the replay-safe ones of contexts that wrap each other.</summary>
    internal static ILoggerFactory Innermost(ILoggerFactory factory)
    {
        for (var depth = 0; factory is ReplaySafeLoggerFactory wrapper; depth++)
        {
            factory = depth < MaxDepth
                ? wrapper.Source()
                : throw new InvalidOperationException(
                    $"No logger factory was found behind {MaxDepth} replay-safe ones. A context that wraps another must return the inner context's ReplaySafeLoggerFactory from LoggerFactory, not its own.");
        }

        return factory;
    }

    private ILoggerFactory Source() => source();
}
