using DurableSagas.SagaFunctions.Settings;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.SagaFunctions.Retention;

/// <summary>Settings <c>Retention__…</c>: how long sagas are kept after their last change, by how they ended, and what is no saga's.</summary>
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

    /// <summary>How long what came of many rewinds is kept after they were begun.</summary>
    [Duration("00:00:00", DurationAttribute.Age)]
    public TimeSpan Rewinds { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long a message that was given up can be put back into its queue.</summary>
    [Duration("00:00:00", DurationAttribute.Age)]
    public TimeSpan DeadMessages { get; set; } = TimeSpan.FromDays(365);

    /// <summary>Sagas purged in one run; the next one goes on.</summary>
    [WholeNumber(1, 100_000)]
    public int MaxPerRun { get; set; } = 5000;

    internal void Take(RetentionSettings said) =>
        (Completed, Compensated, Terminated, Rewinds, DeadMessages, MaxPerRun) =
            (said.Completed, said.Compensated, said.Terminated, said.Rewinds, said.DeadMessages, said.MaxPerRun);

    /// <summary>Only these statuses: a saga that is under way is never purged, nor one that is stuck or has failed, which a person must look at.</summary>
    internal IReadOnlyList<(SagaStatus Status, TimeSpan Age)> Ages =>
        [(SagaStatus.Completed, Completed), (SagaStatus.Compensated, Compensated), (SagaStatus.Terminated, Terminated)];
}
