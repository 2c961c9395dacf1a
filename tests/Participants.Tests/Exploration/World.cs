using DurableSagas.Testing.Tables;


namespace DurableSagas.Participants.Tests.Exploration;

/// <summary>All that callers share: equal <see cref="State"/> texts behave equally.</summary>
internal sealed class World
{
    public TableStore Table { get; private init; } = GuardedTable.New();

    /// <summary>What services outside the table have done, by name.</summary>
    public SortedDictionary<string, string> Outside { get; private init; } = new(StringComparer.Ordinal);

    public string State => string.Join('\n', [Table.State, .. Outside.Select(entry => $"{entry.Key}: {entry.Value}")]);

    public World Clone() => new() { Table = Table.Clone(), Outside = new(Outside, StringComparer.Ordinal) };
}
