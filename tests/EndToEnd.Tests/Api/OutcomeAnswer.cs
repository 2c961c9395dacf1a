using System.Text.Json;

namespace DurableSagas.EndToEnd.Tests.Api;

/// <summary>How a saga ended, as its view shows it.</summary>
internal sealed record OutcomeAnswer(string Status, string? Step, string? Reason, IReadOnlyList<string> Undone, JsonElement? Result = null);
