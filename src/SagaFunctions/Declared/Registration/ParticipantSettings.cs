using DurableSagas.SagaFunctions.Settings;

namespace DurableSagas.SagaFunctions.Declared.Registration;

/// <summary>A participant as the app's code registers it, or settings <c>Participants__{name}__…</c>.</summary>
public sealed class ParticipantSettings
{
    [HttpUrl("Key, BearerToken or Scope")]
    public Uri BaseUrl { get; init; } = null!;

    /// <summary>Sent in the header <see cref="KeyHeader"/>; eight characters at least, as of <see cref="BearerToken"/>.</summary>
    [Secret]
    public string? Key { get; init; }

    [HeaderName]
    public string KeyHeader { get; init; } = "x-functions-key";

    [Secret]
    public string? BearerToken { get; init; }

    /// <summary>Asks for a token of the app's own identity, such as <c>api://…/.default</c>.</summary>
    public string? Scope { get; init; }

    /// <summary>Of one call; the step's own time-out holds beside it.</summary>
    [Duration("00:00:00.001", "00:10:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
}
