using System.Xml;
using DurableSagas.Sagas.Declared.Parts;
using DurableSagas.Sagas.Definitions;

namespace DurableSagas.Sagas.Declared.Planning;

/// <summary>Reads durations and policies of documents.</summary>
internal static class DeclaredPolicy
{
    /// <exception cref="FormatException">It is no ISO 8601 duration.</exception>
    public static TimeSpan? DurationOf(string? duration) => duration is null ? null : XmlConvert.ToTimeSpan(duration);

    public static AttemptPolicy Of(DeclaredPart part, string member, AttemptPolicy standard)
    {
        var retry = part.Retries.GetValueOrDefault(member);
        var first = DurationOf(retry?.FirstDelay) ?? standard.FirstDelay;
        var most = DurationOf(retry?.MaxDelay) ?? standard.MaxDelay;
        return standard with
        {
            MaxAttempts = retry?.MaxAttempts ?? standard.MaxAttempts,
            FirstDelay = first,
            Backoff = retry?.Backoff ?? standard.Backoff,
            MaxDelay = retry?.MaxDelay is null && most < first ? first : most,
            Timeout = DurationOf(part.Timeout) ?? standard.Timeout,
        };
    }
}
