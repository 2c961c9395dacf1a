namespace DurableSagas.Functions.Loyalty.Cards;

/// <summary>The request that has a member's card made.</summary>
public sealed record MakeCard(string MemberId, string CardNumber)
{
    /// <summary>As the contract shows it.</summary>
    public static MakeCard Example { get; } = new("kim", "c-1");
}
