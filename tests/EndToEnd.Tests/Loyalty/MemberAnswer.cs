namespace DurableSagas.EndToEnd.Tests.Loyalty;

/// <summary>A member as the app shows it.</summary>
/// <param name="Changes">How often anything of it was changed.</param>
internal sealed record MemberAnswer(string Id, int Points, string? CardNumber, int Changes);
