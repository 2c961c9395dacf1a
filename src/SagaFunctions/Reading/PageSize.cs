using System.Globalization;
using DurableSagas.Projections.Lists;
using DurableSagas.SagaFunctions.Http.Problems;

namespace DurableSagas.SagaFunctions.Reading;

/// <summary>How much of a list a caller asks for at once.</summary>
internal static class PageSize
{
    public const string Member = "pageSize";

    private const int Default = 50;

    /// <exception cref="ProblemException">400: it is none.</exception>
    public static int Of(string? text) => text switch
    {
        null => Default,
        _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size is >= 1 and <= SagaLists.MaxPageSize => size,
        _ => throw ProblemException.BadField(Member, $"Expected 1 to {SagaLists.MaxPageSize}, found '{text}'."),
    };
}
