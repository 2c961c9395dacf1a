namespace DurableSagas.Sagas.Steps;

/// <summary>Keeps an error's text small enough for a history event, a custom status and a table column.</summary>
internal static class ErrorText
{
    public const int MaxLength = 1000;

    public static string? Shorten(string? error) =>
        error is { Length: > MaxLength } ? string.Concat(error.AsSpan(0, MaxLength - 1), "…") : error;
}
