using DurableSagas.Participants.Tests.TableDouble;

namespace DurableSagas.Participants.Tests.Exploration;

/// <summary>All that callers share: equal <see cref="State"/> texts behave equally.</summary>
internal sealed class World
{
    public TableStore Table { get; private init; } = new();

    public string State => Table.State;

    public World Clone() => new() { Table = Table.Clone() };
}
