using System.Reflection;
using DurableSagas.Testing.Time;

namespace DurableSagas.Testing;

/// <summary>What a test host runs, and how its time passes.</summary>
public sealed record SagaTestOptions
{
    /// <summary>The assembly in which, and in whose references, functions are found; null: the test's own.</summary>
    public Assembly? Assembly { get; init; }

    /// <summary>Only the functions of these classes; null: all.</summary>
    public IReadOnlyList<Type>? Functions { get; init; }

    /// <summary>What the virtual clock shows at first.</summary>
    public DateTimeOffset StartsAt { get; init; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public TimeRule TimeRule { get; init; } = TimeRule.WhenAllDelay;

    /// <summary>Orchestrators stay in memory between their episodes, as with <c>extendedSessionsEnabled</c>, and only a crash has them replayed.</summary>
    /// <remarks>Off, every episode is a replay: slower, and what cannot be replayed is found at once.</remarks>
    public bool ExtendedSessions { get; init; }
}
