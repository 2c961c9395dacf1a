namespace DurableSagas.Participants.Tests.Barriers;

/// <summary>A business "no".</summary>
internal sealed class BalanceTooLowException : Exception;
