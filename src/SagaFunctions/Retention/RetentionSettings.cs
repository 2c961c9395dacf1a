using DurableSagas.SagaFunctions.Settings;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.SagaFunctions.Retention;

/// <summary>Settings <c>Retention__…</c>: how long sagas are kept after their last change, by how they ended.</summary>
/// <remarks>Within that time a start with the same Idempotency-Key finds the same saga; after it, it starts another one.</remarks>
public sealed class RetentionSettings
{
    public const string Section = "Retention";

    [Duration("00:00:00", DurationAttribute.Age)]
    public TimeSpan Completed { get; set; } = TimeSpan.FromDays(30);

    [Duration("00:00:00", DurationAttribute.Age)]
    public TimeSpan Compensated { get; set; } = TimeSpan.FromDays(30);

    [Duration("00:00:00", DurationAttribute.Age)]
    public TimeSpan Terminated { get; set; } = TimeSpan.FromDays(90);

    /// <summary>Sagas purged in one run; the next one goes on.</summary>
    [WholeNumber(1, 100_000)]
    public int MaxPerRun { get; set; } = 5000;

    internal void Take(RetentionSettings said) =>
        (Completed, Compensated, Terminated, MaxPerRun) = (said.Completed, said.Compensated, said.Terminated, said.MaxPerRun);

    /// <summary>Only these statuses: a saga that is under way is never purged, nor one that is stuck or has failed, which a person must look at.</summary>
    internal IReadOnlyList<(SagaStatus Status, TimeSpan Age)> Ages =>
        [(SagaStatus.Completed, Completed), (SagaStatus.Compensated, Compensated), (SagaStatus.Terminated, Terminated)];
}
