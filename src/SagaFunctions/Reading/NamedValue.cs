using System.Text.Json;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.Sagas.Json;

namespace DurableSagas.SagaFunctions.Reading;

/// <summary>A value of an enum in a query, by the name that answers have for it.</summary>
internal static class NamedValue<T> where T : struct, Enum
{
    private static readonly (string Name, T Value)[] _known =
        [.. Enum.GetValues<T>().Select(value => (JsonSerializer.SerializeToElement(value, SagaJson.Options).GetString()!, value))];

    /// <summary>Null: nothing is asked for.</summary>
    /// <exception cref="ProblemException">400: there is no such value.</exception>
    public static T? In(string field, string? text) => text is null ? null
        : _known.Where(known => string.Equals(known.Name, text, StringComparison.OrdinalIgnoreCase)).Select(known => (T?)known.Value).FirstOrDefault()
            ?? throw ProblemException.BadField(field, $"'{text}' is no {field}; expected one of {string.Join(", ", _known.Select(known => known.Name))}.");
}
