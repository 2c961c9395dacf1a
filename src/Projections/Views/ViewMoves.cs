namespace DurableSagas.Projections.Views;

/// <summary>Tells who listens in this process what it has written to views: nobody need ask storage for that.</summary>
public sealed class ViewMoves
{
    /// <summary>Raised once views and lists say so.</summary>
    public event EventHandler<ViewMove>? Moved;

    internal void Tell(ViewMove move) => Moved?.Invoke(this, move);
}
