namespace DurableSagas.Projections.Audit;

/// <summary>What may be done to a saga by hand.</summary>
public enum AuditedCommand
{
    Cancel,
    Rewind,
    Skip,
    GiveResult,
    Terminate,
    Undo,

    /// <summary>Of a notice that was given up.</summary>
    Resend,
}
