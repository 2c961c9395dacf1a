namespace DurableSagas.Functions.Reconciliation;

/// <summary>Settings <c>Reconciliation__…</c>.</summary>
public sealed class ReconciliationSettings
{
    public const string Section = "Reconciliation";

    /// <summary>A saga is looked at when it was created longer ago: a start under way is left alone.</summary>
    public TimeSpan After { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Sagas looked at in one run, of each status.</summary>
    public int MaxPerRun { get; set; } = 200;

    internal bool IsValid => After >= TimeSpan.Zero && MaxPerRun is >= 1 and <= 10_000;
}
