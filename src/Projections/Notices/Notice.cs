using Azure;

namespace DurableSagas.Projections.Notices;

/// <summary>A notice with all that it takes to send it.</summary>
/// <param name="SagaId">Whose partition it is in.</param>
/// <param name="Key">Of its row: they are sent in its order.</param>
/// <param name="EventId">The same each time it is sent.</param>
/// <param name="OwedSince">Since when it is tried: it came to be so, or an operator wanted it sent again.</param>
/// <param name="Data">A <see cref="SagaNotice"/> as JSON.</param>
public sealed record Notice(string SagaId, string Key, string EventId, string SagaName, DateTimeOffset OwedSince, string Data, NoticeView View)
{
    internal ETag Version { get; init; }
}
