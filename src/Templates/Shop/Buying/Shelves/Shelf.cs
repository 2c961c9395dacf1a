namespace Shop.Buying.Shelves;

/// <summary>How many pieces of an item there are.</summary>
public sealed record Shelf(string Item, int Pieces);
