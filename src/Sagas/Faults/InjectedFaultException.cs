namespace DurableSagas.Sagas.Faults;

/// <summary>Thrown in place of a participant's own failure.</summary>
internal sealed class InjectedFaultException(string message) : Exception(message);
