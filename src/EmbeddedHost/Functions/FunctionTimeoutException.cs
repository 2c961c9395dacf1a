namespace DurableSagas.EmbeddedHost.Functions;

/// <summary>A function went on for longer than host.json's <c>functionTimeout</c>; what it did is not known.</summary>
internal sealed class FunctionTimeoutException(string functionName, string invocationId, TimeSpan timeout)
    : TimeoutException(
        $"Timeout value of {timeout} exceeded by function '{functionName}' (Id: '{invocationId}'). " +
        "It was cancelled and is no longer waited for; raise 'functionTimeout' in host.json if it needs longer.");
