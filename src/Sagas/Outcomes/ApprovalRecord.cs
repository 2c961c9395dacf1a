namespace DurableSagas.Sagas.Outcomes;

/// <summary>Who answered an approval step, when, and how.</summary>
public sealed record ApprovalRecord(string Step, bool Approved, string By, DateTimeOffset At, string? Comment);
