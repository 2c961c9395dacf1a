namespace DurableSagas.Sagas.Definitions.Agreements;

/// <summary>What a participant is asked to do, in the words of the transaction's protocol.</summary>
public enum ParticipantOperation
{
    Action,
    Compensation,
    Try,
    Confirm,
    Cancel,
    Prepare,
    Commit,
    Abort,
}
