using DurableSagas.Participants.Barriers;

namespace Shop.Buying.Shelves;

/// <summary>The participant that keeps the items.</summary>
public interface IShelves
{
    Task TakeAsync(BarrierCall call, string item, CancellationToken cancellationToken);

    Task PutBackAsync(BarrierCall call, string item, CancellationToken cancellationToken);

    Task FillAsync(string item, ShelfFilling filling, CancellationToken cancellationToken);

    Task<Shelf?> FindAsync(string item, CancellationToken cancellationToken);
}
