using DurableSagas.Sagas.Events;

namespace DurableSagas.SagaFunctions.Events;

/// <summary>A compensation event as it was read from its message.</summary>
/// <param name="TraceParent">What published it; null in events of versions that did not say.</param>
internal sealed record CompensationDelivery<TRequest>(CompensationRequested<TRequest> Requested, string? TraceParent);
