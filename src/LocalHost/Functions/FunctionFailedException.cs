namespace DurableSagas.LocalHost.Functions;

/// <summary>The function threw; the message has the form that the Durable extension takes apart.</summary>
internal sealed class FunctionFailedException(string reason, string stack) : Exception($"Result: Failure\nException: {reason}\nStack: {stack}")
{
    /// <summary>The worker's exception: its type, its message and, unless the app says otherwise, its stack.</summary>
    public string Reason { get; } = reason;

    public string Stack { get; } = stack;
}
