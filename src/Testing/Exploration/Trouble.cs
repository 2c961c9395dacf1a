using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.Testing.Exploration;

/// <summary>What goes wrong on one explored path.</summary>
/// <param name="Faults">By activity.</param>
internal sealed record Trouble(string Name, IReadOnlyList<(string Activity, Fault Fault)> Faults)
{
    public static Trouble None { get; } = new("nothing goes wrong", []);

    /// <summary>By approval: null of one that nobody answers; the others are given.</summary>
    public IReadOnlyList<(string Approval, ApprovalAnswer? Answer)> Answers { get; init; } = [];

    /// <summary>False when the history is that of another trouble, but for a text: a crash finds nothing new in it.</summary>
    public bool IsWorthACrash { get; init; } = true;

    public Trouble And(Trouble other) =>
        new($"{Name}; {other.Name}", [.. Faults, .. other.Faults]) { Answers = [.. Answers, .. other.Answers] };
}
