namespace DurableSagas.Functions.Loyalty.Cards;

/// <summary>A card that is made.</summary>
/// <param name="Inscription">What stands on it.</param>
public sealed record Card(string Number, string Inscription);
