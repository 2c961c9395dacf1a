namespace DurableSagas.EmbeddedHost.TaskHub;

/// <summary>Reads and writes histories: one row an episode, with all its events.</summary>
internal sealed class HistoryRows(StatementSet statements)
{
    private const int EpisodeBits = 24;
    private const int MaxEpisode = (1 << EpisodeBits) - 1;

    private readonly Statement _put = statements.Add("INSERT OR REPLACE INTO history (key, events) VALUES (?, ?)");
    private readonly Statement _one = statements.Add("SELECT events FROM history WHERE key = ?");
    private readonly Statement _all = statements.Add("SELECT events FROM history WHERE key BETWEEN ? AND ? ORDER BY key");
    private readonly Statement _delete = statements.Add("DELETE FROM history WHERE key BETWEEN ? AND ?");

    public void Put(long instance, int episode, ReadOnlySpan<byte> events) =>
        _put.Bind(1, KeyOf(instance, episode)).Bind(2, events).Run();

    public byte[]? First(long instance) => _one.Bind(1, KeyOf(instance, 0)).First(row => row.Blob(0).ToArray());

    public List<byte[]> All(long instance) =>
        _all.Bind(1, KeyOf(instance, 0)).Bind(2, KeyOf(instance, MaxEpisode)).All(row => row.Blob(0).ToArray());

    public void Delete(long instance) =>
        _delete.Bind(1, KeyOf(instance, 0)).Bind(2, KeyOf(instance, MaxEpisode)).Run();

    private static long KeyOf(long instance, int episode)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(episode, MaxEpisode);
        return (instance << EpisodeBits) | (uint)episode;
    }
}
