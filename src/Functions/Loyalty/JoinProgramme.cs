namespace DurableSagas.Functions.Loyalty;

/// <summary>The request that makes a customer a member of the loyalty programme.</summary>
/// <param name="Points">What a new member is welcomed with.</param>
public sealed record JoinProgramme(string MemberId, string CardNumber, int Points)
{
    /// <summary>As the contract shows it.</summary>
    public static JoinProgramme Example { get; } = new("kim", "c-1", 500);
}
