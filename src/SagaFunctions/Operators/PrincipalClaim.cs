using System.Text.Json.Serialization;

namespace DurableSagas.SagaFunctions.Operators;

/// <summary>One claim of a <see cref="ClientPrincipal"/>.</summary>
internal sealed record PrincipalClaim([property: JsonPropertyName("typ")] string? Type, [property: JsonPropertyName("val")] string? Value);
