using System.Text.Json;
using DurableSagas.DurableTask.Sqlite.Statements;
using DurableTask.Core;

namespace DurableSagas.DurableTask.Sqlite.Instances;

/// <summary>Reads and writes rows of instances.</summary>
internal sealed class InstanceRows(StatementSet statements)
{
    public const string Columns = """
        instances.key, id, execution_id, name, version, status, generation, created, updated, completed, scheduled_start,
        episode, open_work, tags, custom_status, output
        """;

    private readonly Statement _byId = statements.Add($"SELECT {Columns} FROM instances WHERE id = ?");
    private readonly Statement _byKey = statements.Add($"SELECT {Columns} FROM instances WHERE key = ?");
    private readonly Statement _standing = statements.Add("SELECT key, status, episode, scheduled_start IS NOT NULL FROM instances WHERE id = ?");
    private readonly Statement _insert = statements.Add("INSERT INTO instances VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    private readonly Statement _delete = statements.Add("DELETE FROM instances WHERE key = ?");
    private readonly Statement _lastKey = statements.Add("SELECT max(key) FROM instances");
    private readonly Statement _open = statements.Add("SELECT key, id FROM instances WHERE open_work > 0 AND key > ? ORDER BY key LIMIT ?");
    private readonly Statement _advance = statements.Add(
        "UPDATE instances SET status = ?, updated = ?, episode = ?, open_work = ? WHERE key = ? AND episode = ?");
    private readonly Statement _setStatus = statements.Add("UPDATE instances SET status = ?, updated = ? WHERE key = ?");

    private readonly Statement _replace = statements.Add("""
        UPDATE instances SET status = ?, updated = ?, episode = ?, open_work = ?, execution_id = ?, version = ?, created = ?,
            completed = ?, tags = ?, custom_status = ?, output = ? WHERE key = ? AND episode = ?
        """);

    public InstanceRow? Find(string id) => _byId.Bind(1, id).First(Read);

    public InstanceRow? Find(long key) => _byKey.Bind(1, key).First(Read);

    public InstanceStanding StandingOf(string id) => _standing.Bind(1, id)
        .First(row => new InstanceStanding(row.Int64(0), (OrchestrationStatus)row.Int32(1), row.Int32(2), row.Int32(3) == 1));

    public long LastKey() => _lastKey.First(row => row.Int64(0));

    public List<InstanceKey> OpenAfter(long key, int limit) =>
        _open.Bind(1, key).Bind(2, limit).All(row => new InstanceKey(row.Int64(0), row.Text(1)!));

    public void Insert(InstanceRow row)
    {
        _insert.Bind(1, row.Key).Bind(2, row.Id).Bind(3, row.ExecutionId).Bind(4, row.Name).Bind(5, row.Version)
            .Bind(6, (long)row.Status).Bind(7, row.Generation)
            .Bind(8, row.Created.Ticks).Bind(9, row.Updated.Ticks).Bind(10, row.Completed?.Ticks).Bind(11, row.ScheduledStart?.Ticks)
            .Bind(12, row.Episode).Bind(13, row.OpenWork).Bind(14, TagsText(row.Tags))
            .Bind(15, row.CustomStatus).Bind(16, row.Output)
            .Run();
    }

    /// <summary>Moves an instance on from the episode it is known to be at; false when it is not there any more.</summary>
    public bool Advance(long key, int fromEpisode, InstanceProgress to) => 1 == _advance
        .Bind(1, (long)to.Status).Bind(2, to.Updated.Ticks).Bind(3, to.Episode).Bind(4, to.OpenWork).Bind(5, key).Bind(6, fromEpisode)
        .Run();

    /// <summary>As <see cref="Advance"/>, for what seldom changes too.</summary>
    public bool Replace(int fromEpisode, InstanceRow row) => 1 == _replace
        .Bind(1, (long)row.Status).Bind(2, row.Updated.Ticks).Bind(3, row.Episode).Bind(4, row.OpenWork)
        .Bind(5, row.ExecutionId).Bind(6, row.Version).Bind(7, row.Created.Ticks).Bind(8, row.Completed?.Ticks)
        .Bind(9, TagsText(row.Tags)).Bind(10, row.CustomStatus).Bind(11, row.Output).Bind(12, row.Key).Bind(13, fromEpisode)
        .Run();

    public void SetStatus(long key, OrchestrationStatus status, DateTime updated) =>
        _setStatus.Bind(1, (long)status).Bind(2, updated.Ticks).Bind(3, key).Run();

    public void Delete(long key) => _delete.Bind(1, key).Run();

    /// <summary>Reads a row whose first columns are <see cref="Columns"/>.</summary>
    public static InstanceRow Read(Statement row) =>
        new(row.Int64(0), row.Text(1)!, row.Text(2)!, row.Text(3)!)
        {
            Version = row.Text(4),
            Status = (OrchestrationStatus)row.Int32(5),
            Generation = row.IsNull(6) ? null : row.Int32(6),
            Created = row.Time(7) ?? default,
            Updated = row.Time(8) ?? default,
            Completed = row.Time(9),
            ScheduledStart = row.Time(10),
            Episode = row.Int32(11),
            OpenWork = row.Int32(12),
            Tags = row.Text(13) is { } tags ? JsonSerializer.Deserialize<Dictionary<string, string>>(tags) : null,
            CustomStatus = row.Text(14),
            Output = row.Text(15),
        };

    private static string? TagsText(IDictionary<string, string>? tags) =>
        tags is { Count: > 0 } ? JsonSerializer.Serialize(tags) : null;
}
