namespace DurableSagas.SagaFunctions.Rewinding;

/// <summary>Why an operator asks for something; it is kept with the saga.</summary>
internal sealed record OperatorReason(string Reason);
