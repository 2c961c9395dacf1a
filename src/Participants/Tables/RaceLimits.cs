namespace DurableSagas.Participants.Tables;

/// <summary>How long a writer goes on against others who change the same rows first.</summary>
public sealed record RaceLimits
{
    public static RaceLimits Default { get; } = new();

    /// <summary>Races lost in a row before <see cref="RacesLostException"/>.</summary>
    public int MaximumLosses { get; init; } = 40;

    /// <summary>Upper bound of the pause after the first lost race; doubles up to <see cref="MaximumPause"/>.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(10);

    public TimeSpan MaximumPause { get; init; } = TimeSpan.FromMilliseconds(500);

    internal TimeSpan PauseAfter(int losses) => JitteredPause.After(losses, FirstPause, MaximumPause);
}
