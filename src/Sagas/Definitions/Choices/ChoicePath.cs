namespace DurableSagas.Sagas.Definitions.Choices;

/// <summary>One of the paths from a save-point.</summary>
/// <param name="Place">Among the paths of its choice, from 0.</param>
internal sealed record ChoicePath(Choice Choice, int Place)
{
    public IReadOnlyList<int> Steps => Choice.Paths[Place];

    /// <summary>Those that are tried before it.</summary>
    public IEnumerable<ChoicePath> Earlier => Enumerable.Range(0, Place).Select(place => this with { Place = place });

    /// <summary>True when nothing is left to try after it: its failure turns the saga back.</summary>
    public bool IsLast => Place == Choice.Paths.Count - 1;

    /// <summary>Every path of the choice, this one among them.</summary>
    public IEnumerable<ChoicePath> All => Enumerable.Range(0, Choice.Paths.Count).Select(place => this with { Place = place });
}
