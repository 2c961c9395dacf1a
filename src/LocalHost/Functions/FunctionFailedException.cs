namespace DurableSagas.LocalHost.Functions;

/// <summary>The function threw; <paramref name="type"/> and <paramref name="stack"/> are those of the worker's exception.</summary>
internal sealed class FunctionFailedException(string function, string type, string reason, string stack)
    : Exception($"Result: Function '{function}' failed.\nException: {type}: {reason}\nStack: {stack}")
{
    public string Function { get; } = function;

    public string Type { get; } = type;

    public string Reason { get; } = reason;

    public string Stack { get; } = stack;
}
