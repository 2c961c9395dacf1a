namespace DurableSagas.Sagas.Faults;

/// <summary>Thrown in place of a participant's own failure.</summary>
public sealed class InjectedFaultException(string message) : Exception(message);
