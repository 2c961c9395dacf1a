using System.Globalization;
using DurableSagas.Projections;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.Http.Patience;
using DurableSagas.SagaFunctions.Http.Problems;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.SagaFunctions.Reading;

/// <summary>How fresh a caller wants one saga, and for what it waits.</summary>
/// <param name="MinSequence">For a session read.</param>
/// <param name="Wait">Null when the caller does not want to wait.</param>
/// <param name="Past">The sequence that the caller has already, and waits to be moved past; null when it waits for the end.</param>
internal sealed record RequestedRead(Consistency Consistency, long MinSequence, TimeSpan? Wait, long? Past)
{
    public const string ConsistencyMember = "consistency";
    public const string SequenceMember = "minSequence";

    private static readonly string _offered = string.Join(", ", Enum.GetNames<Consistency>()).ToLowerInvariant();

    /// <exception cref="ProblemException">400: the query is not valid.</exception>
    public static RequestedRead Of(HttpRequestData request)
    {
        var (consistency, wait) = (ConsistencyOf(request), WaitPreference.Of(request));
        var sequence = consistency == Consistency.Session || wait is not null ? SequenceOf(request, consistency) : null;
        return new RequestedRead(consistency, sequence ?? 0, wait, request.SequenceShown() ?? sequence);
    }

    private static Consistency ConsistencyOf(HttpRequestData request) => request.Query[ConsistencyMember] switch
    {
        null => Consistency.Eventual,
        { } asked when asked.All(char.IsLetter) && Enum.TryParse<Consistency>(asked, ignoreCase: true, out var known) => known,
        var asked => throw ProblemException.BadField(ConsistencyMember, $"'{asked}' is not offered; expected {_offered}."),
    };

    private static long? SequenceOf(HttpRequestData request, Consistency consistency) => request.Query[SequenceMember] switch
    {
        { } text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) => sequence,
        null when consistency != Consistency.Session => null,
        null => throw ProblemException.BadField(SequenceMember, "A session read needs it: the sequence of an earlier answer, a whole number from 0."),
        var text => throw ProblemException.BadField(SequenceMember, $"Expected the sequence of an earlier answer, a whole number from 0; found '{text}'."),
    };
}
