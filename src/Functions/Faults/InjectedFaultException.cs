namespace DurableSagas.Functions.Faults;

/// <summary>A failure that a request asked for.</summary>
public sealed class InjectedFaultException(string activity, int attempt, string what)
    : Exception($"Injected fault: {activity} {what} at attempt {attempt}.");
