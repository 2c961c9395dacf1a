namespace DurableSagas.Sagas.Outcomes.Timelines;

/// <summary>What is known of one step: the row of its view.</summary>
public sealed record StepTimeline
{
    public required string Name { get; init; }

    /// <summary>Place in the definition, from 0.</summary>
    public required int Ordinal { get; init; }

    public StepStatus Status { get; init; }

    /// <summary>Forward attempts made.</summary>
    public int Attempts { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public string? Error { get; init; }

    /// <summary>
    /// Whether anything of its action may have been done: a "no" to the first attempt says that nothing was, one to a later
    /// attempt leaves open what an earlier one did.
    /// </summary>
    internal bool MayHaveHappened => Status switch
    {
        StepStatus.Pending or StepStatus.Skipped => false,
        StepStatus.Refused => Attempts > 1,
        _ => true,
    };
}
