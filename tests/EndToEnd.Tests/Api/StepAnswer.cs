namespace DurableSagas.EndToEnd.Tests.Api;

/// <summary>A step as its saga's view shows it.</summary>
internal sealed record StepAnswer(string Name, string Status, int Attempts, string? Error, int CompensationAttempts = 0, int? MaxAttempts = null, int? MaxCompensationAttempts = null);
