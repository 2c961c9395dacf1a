using DurableSagas.SagaFunctions.Settings;

namespace DurableSagas.SagaFunctions.Reconciliation;

/// <summary>Settings <c>Reconciliation__…</c>.</summary>
public sealed class ReconciliationSettings
{
    public const string Section = "Reconciliation";

    /// <summary>A saga is looked at when it was created longer ago: a start under way is left alone.</summary>
    [Duration("00:00:00", DurationAttribute.Age)]
    public TimeSpan After { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Sagas looked at in one run, of each status.</summary>
    [WholeNumber(1, 10_000)]
    public int MaxPerRun { get; set; } = 200;
}
