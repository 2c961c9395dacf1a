namespace DurableSagas.Sagas.Steps;

/// <summary>The payload of the external event that answers an approval step.</summary>
public sealed record ApprovalAnswer(bool Approved, string By, string? Comment = null);
