namespace DurableSagas.Functions.Loyalty.Cards;

/// <summary>What has become of a member's card.</summary>
public enum CardStatus
{
    None,
    Blank,
    Engraved,
    Scrapped,
}
