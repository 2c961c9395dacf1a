namespace DurableSagas.Functions.Loyalty;

/// <summary>A member's points and card; <paramref name="Changes"/> tells whether each was changed once.</summary>
public sealed record Member(string Id, int Points, string? CardNumber, int Changes);
