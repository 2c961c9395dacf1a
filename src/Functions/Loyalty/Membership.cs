namespace DurableSagas.Functions.Loyalty;

/// <summary>What a new member has.</summary>
/// <param name="Inscription">What stands on the card.</param>
public sealed record Membership(string MemberId, int Points, string Inscription);
