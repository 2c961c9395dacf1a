namespace DurableSagas.Sagas.Outcomes.Undoing;

/// <summary>Who had a completed saga undone, and why.</summary>
internal sealed record UndoReason(string By, string Reason);
