namespace DurableSagas.Projections.Audit;

/// <summary>What an operator may do to a saga.</summary>
public enum AuditedCommand
{
    Cancel,
    Rewind,
    Skip,
    GiveResult,
    Terminate,
}
