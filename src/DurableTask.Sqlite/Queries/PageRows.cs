using DurableSagas.DurableTask.Sqlite.Instances;
using DurableSagas.DurableTask.Sqlite.Statements;

namespace DurableSagas.DurableTask.Sqlite.Queries;

/// <summary>Reads instances page by page: in the order of their creation, or of their ids where a prefix is asked for.</summary>
/// <remarks>Few instances are live or broken, so each of these has an index of its own, and a page of them costs what it holds.</remarks>
internal sealed class PageRows(StatementSet statements)
{
    private const string LastId = "\U0010FFFF";

    private readonly Statement _all = ByCreation(statements, "instances_created", "true");
    private readonly Statement _live = ByCreation(statements, "instances_live", "status IN (0, 2, 6, 7)");
    private readonly Statement _broken = ByCreation(statements, "instances_broken", "status IN (3, 4, 5)");

    private readonly Statement _byId = statements.Add($"""
        SELECT {InstanceRows.Columns} FROM instances
        WHERE id > ? AND id >= ? AND id < ? AND created >= ? AND created <= ? AND (1 << status) & ? AND (? = 0 OR id < '@' OR id >= 'A')
        ORDER BY id LIMIT ?
        """);

    public List<InstanceRow> Read(InstanceQuery query, PageStart after, int limit) =>
        query.IdPrefix is { Length: > 0 } prefix ? ReadById(query, prefix, after, limit) : ReadByCreation(query, after, limit);

    private List<InstanceRow> ReadById(InstanceQuery query, string prefix, PageStart after, int limit) => _byId
        .Bind(1, after.Id)
        .Bind(2, prefix)
        .Bind(3, prefix + LastId)
        .Bind(4, query.CreatedFrom.Ticks)
        .Bind(5, query.CreatedTo.Ticks)
        .Bind(6, query.StatusMask)
        .Bind(7, query.ExcludesEntities ? 1 : 0)
        .Bind(8, limit)
        .All(InstanceRows.Read);

    private List<InstanceRow> ReadByCreation(InstanceQuery query, PageStart after, int limit) => IndexFor(query.StatusMask)
        .Bind(1, after.Created)
        .Bind(2, after.Key)
        .Bind(3, query.CreatedFrom.Ticks)
        .Bind(4, query.CreatedTo.Ticks)
        .Bind(5, query.StatusMask)
        .Bind(6, query.ExcludesEntities ? 1 : 0)
        .Bind(7, limit)
        .All(InstanceRows.Read);

    private Statement IndexFor(int mask) => mask switch
    {
        _ when (mask & ~Statuses.Live) == 0 => _live,
        _ when (mask & ~Statuses.Broken) == 0 => _broken,
        _ => _all,
    };

    private static Statement ByCreation(StatementSet statements, string index, string condition) => statements.Add($"""
        SELECT {InstanceRows.Columns} FROM instances INDEXED BY {index}
        WHERE {condition} AND (created, key) > (?, ?) AND created >= ? AND created <= ?
            AND (1 << status) & ? AND (? = 0 OR id < '@' OR id >= 'A')
        ORDER BY created, key LIMIT ?
        """);
}
