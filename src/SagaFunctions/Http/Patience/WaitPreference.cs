using System.Globalization;
using DurableSagas.SagaFunctions.Http.Problems;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.SagaFunctions.Http.Patience;

/// <summary>How long a caller wants to wait for a saga's end: <c>?wait=SECONDS</c>, or <c>Prefer: wait=SECONDS</c> (RFC 7240).</summary>
internal static class WaitPreference
{
    public const int MaxSeconds = 30;

    public const string Header = "Prefer";
    public const string Member = "wait";

    private static readonly TimeSpan _max = TimeSpan.FromSeconds(MaxSeconds);

    /// <summary>What the caller says of waiting, whether this request offers it or not; null when that is nothing, or is refused later.</summary>
    public static TimeSpan? Find(HttpRequestData request)
    {
        try
        {
            return Of(request);
        }
        catch (ProblemException)
        {
            return null;
        }
    }

    /// <summary>Null when the caller does not want to wait.</summary>
    /// <remarks>
    /// In the header it is the longest that the caller will wait (RFC 7240, 4.3): an earlier 202 keeps it, so a longer wish gets what there is.
    /// What is no number is ignored there.
    /// </remarks>
    /// <exception cref="ProblemException">400: the query asks for what is not offered.</exception>
    public static TimeSpan? Of(HttpRequestData request)
    {
        if (request.Query[Member] is { } asked)
        {
            return SecondsOf(asked) is { } wait && wait <= _max
                ? wait
                : throw ProblemException.BadField(Member, $"Expected 0 to {MaxSeconds} seconds, found '{asked}'.");
        }

        return request.Headers.TryGetValues(Header, out var values)
            ? values.SelectMany(value => value.Split(',', ';')).Select(wish => wish.Split('=')).Where(IsOfWaiting)
                .Select(wish => AtMost(SecondsOf(wish[1].Trim().Trim('"')))).FirstOrDefault()
            : null;
    }

    private static bool IsOfWaiting(string[] wish) => wish.Length == 2 && wish[0].Trim().Equals(Member, StringComparison.OrdinalIgnoreCase);

    private static TimeSpan? AtMost(TimeSpan? wait) => wait > _max ? _max : wait;

    private static TimeSpan? SecondsOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;
}
