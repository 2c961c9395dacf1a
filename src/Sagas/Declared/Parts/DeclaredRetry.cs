using System.Text.Json.Serialization;

namespace DurableSagas.Sagas.Declared.Parts;

/// <summary>Attempts and the pauses between them, as ISO 8601 durations; what is missing has the default of the step's kind.</summary>
public sealed record DeclaredRetry(
    [property: JsonConverter(typeof(WholeNumberConverter))] int? MaxAttempts = null,
    string? FirstDelay = null,
    double? Backoff = null,
    string? MaxDelay = null);
