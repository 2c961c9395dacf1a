using System.Text.Json;
using DurableTask.Core;

namespace DurableSagas.EmbeddedHost.TaskHub;

/// <summary>Reads and writes rows of instances.</summary>
internal sealed class InstanceRows(StatementSet statements)
{
    private const string Columns =
        "key, id, execution_id, name, version, status, generation, parent, parent_task, created, updated, scheduled_start, episode, open_work, tags, custom_status, output";

    private const int OutputColumn = 16;

    private readonly Statement _byId = statements.Add($"SELECT {Columns} FROM instances WHERE id = ?");
    private readonly Statement _byKey = statements.Add($"SELECT {Columns} FROM instances WHERE key = ?");
    private readonly Statement _insert = statements.Add($"INSERT INTO instances ({Columns}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    private readonly Statement _delete = statements.Add("DELETE FROM instances WHERE key = ?");
    private readonly Statement _lastKey = statements.Add("SELECT max(key) FROM instances");
    private readonly Statement _open = statements.Add("SELECT key, id FROM instances WHERE open_work > 0 AND key > ? ORDER BY key LIMIT ?");

    private readonly Statement _page = statements.Add($"""
        SELECT {Columns} FROM instances
        WHERE id > ? AND id >= ? AND id < ? AND created >= ? AND created <= ? AND (1 << status) & ?
        ORDER BY id LIMIT ?
        """);

    private readonly Statement _advance = statements.Add("UPDATE instances SET status = ?, updated = ?, episode = ?, open_work = ? WHERE key = ? AND episode = ?");

    private readonly Statement _replace = statements.Add("""
        UPDATE instances SET status = ?, updated = ?, episode = ?, open_work = ?, execution_id = ?, version = ?, created = ?,
            custom_status = ?, output = ? WHERE key = ? AND episode = ?
        """);

    public InstanceRow? Find(string id, bool withOutput = false) =>
        _byId.Bind(1, id).First(row => Read(row, withOutput));

    public InstanceRow? Find(long key, bool withOutput = false) =>
        _byKey.Bind(1, key).First(row => Read(row, withOutput));

    public long LastKey() => _lastKey.First(row => row.Int64(0));

    public List<InstanceKey> OpenAfter(long key, int limit) =>
        _open.Bind(1, key).Bind(2, limit).All(row => new InstanceKey(row.Int64(0), row.Text(1)!));

    public List<InstanceRow> Page(InstanceFilter filter, string after, int limit) => _page
        .Bind(1, after)
        .Bind(2, filter.IdPrefix)
        .Bind(3, filter.IdPrefix + InstanceFilter.AfterEveryId)
        .Bind(4, filter.CreatedFrom.Ticks)
        .Bind(5, filter.CreatedTo.Ticks)
        .Bind(6, filter.StatusMask)
        .Bind(7, limit)
        .All(row => Read(row, filter.WithOutput));

    public void Insert(InstanceRow row)
    {
        _insert.Bind(1, row.Key).Bind(2, row.Id).Bind(3, row.ExecutionId).Bind(4, row.Name).Bind(5, row.Version)
            .Bind(6, (long)row.Status).Bind(7, row.Generation)
            .Bind(8, row.Parent?.Instance).Bind(9, row.Parent?.TaskId)
            .Bind(10, row.Created.Ticks).Bind(11, row.Updated.Ticks).Bind(12, row.ScheduledStart?.Ticks)
            .Bind(13, row.Episode).Bind(14, row.OpenWork).Bind(15, TagsText(row.Tags))
            .Bind(16, row.CustomStatus).Bind(17, row.Output)
            .Run();
    }

    /// <summary>Moves an instance on from the episode it is known to be at; false when it is not there any more.</summary>
    public bool Advance(long key, int fromEpisode, InstanceProgress to) => 1 == _advance
        .Bind(1, (long)to.Status).Bind(2, to.Updated.Ticks).Bind(3, to.Episode).Bind(4, to.OpenWork).Bind(5, key).Bind(6, fromEpisode)
        .Run();

    /// <summary>As <see cref="Advance"/>, for what seldom changes too.</summary>
    public bool Replace(int fromEpisode, InstanceRow row) => 1 == _replace
        .Bind(1, (long)row.Status).Bind(2, row.Updated.Ticks).Bind(3, row.Episode).Bind(4, row.OpenWork)
        .Bind(5, row.ExecutionId).Bind(6, row.Version).Bind(7, row.Created.Ticks)
        .Bind(8, row.CustomStatus).Bind(9, row.Output).Bind(10, row.Key).Bind(11, fromEpisode)
        .Run();

    public void Delete(long key) => _delete.Bind(1, key).Run();

    private static InstanceRow Read(Statement row, bool withOutput) =>
        new(row.Int64(0), row.Text(1)!, row.Text(2)!, row.Text(3)!)
        {
            Version = row.Text(4),
            Status = (OrchestrationStatus)row.Int32(5),
            Generation = row.Int32(6),
            Parent = row.IsNull(7) ? null : new ParentTask(row.Int64(7), row.Int32(8)),
            Created = new DateTime(row.Int64(9), DateTimeKind.Utc),
            Updated = new DateTime(row.Int64(10), DateTimeKind.Utc),
            ScheduledStart = row.IsNull(11) ? null : new DateTime(row.Int64(11), DateTimeKind.Utc),
            Episode = row.Int32(12),
            OpenWork = row.Int32(13),
            Tags = row.Text(14) is { } tags ? JsonSerializer.Deserialize<Dictionary<string, string>>(tags) : null,
            CustomStatus = row.Text(15),
            Output = withOutput ? row.Text(OutputColumn) : null,
        };

    private static string? TagsText(IReadOnlyDictionary<string, string>? tags) =>
        tags is { Count: > 0 } ? JsonSerializer.Serialize(tags) : null;
}
