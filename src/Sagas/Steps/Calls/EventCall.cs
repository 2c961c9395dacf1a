namespace DurableSagas.Sagas.Steps.Calls;

/// <summary>What a call of the activity that asks for a compensation by event carries beside the step.</summary>
/// <param name="Queue">Whose consumer undoes the step.</param>
/// <param name="ReplyTo">The orchestration instance that waits: for the undoing of a sub-saga it is not the saga's id.</param>
/// <param name="Publication">Number of the event to publish unless the step is acknowledged; null to look only.</param>
/// <param name="Overdue">Why no acknowledgement is waited for any more; null while it is.</param>
internal sealed record EventCall(string Queue, string ReplyTo, int? Publication, string? Overdue);
