using System.Globalization;
using DurableSagas.Projections.Lists;
using DurableSagas.SagaFunctions.Http;
using DurableSagas.SagaFunctions.Http.Problems;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.SagaFunctions.Reading;

/// <summary>Which page of a list a caller asks for.</summary>
internal static class RequestedPage
{
    public const string Size = "pageSize";
    public const string Token = "continuationToken";

    private const int DefaultSize = 50;

    /// <param name="list">Reads a page of this size, behind this token.</param>
    /// <exception cref="ProblemException">400: there is no such page.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequestData request, Func<int, string?, Task<T>> list)
    {
        try
        {
            return await list(SizeOf(request.Query[Size]), request.Query[Token]);
        }
        catch (ContinuationTokenException bad)
        {
            throw ProblemException.BadField(Token, bad.Message);
        }
    }

    /// <summary>Of a list whose token is the id of the page's last.</summary>
    /// <inheritdoc cref="ReadAsync{T}"/>
    public static Task<T> ReadByIdAsync<T>(HttpRequestData request, Func<int, string?, Task<T>> list) => ReadAsync(
        request,
        (size, token) => token is null || InstanceIds.IsLegal(token)
            ? list(size, token)
            : throw ProblemException.BadField(Token, "Expected the one of the page before."));

    private static int SizeOf(string? text) => text switch
    {
        null => DefaultSize,
        _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size is >= 1 and <= SagaLists.MaxPageSize => size,
        _ => throw ProblemException.BadField(Size, $"Expected 1 to {SagaLists.MaxPageSize}, found '{text}'."),
    };
}
