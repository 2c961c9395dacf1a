namespace DurableSagas.Participants.Locks;

/// <summary>Who holds a semantic lock, and from when on others may ask what has become of it.</summary>
public sealed record LockHolder(string Owner, DateTimeOffset? Until)
{
    public bool MayBeAskedAbout(DateTimeOffset now) => Until <= now;
}
