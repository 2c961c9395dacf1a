namespace DurableSagas.Sagas.Texts;

/// <summary>Makes a sentence of what others have said: it ends once, however they ended it.</summary>
internal static class Sentence
{
    private const string Ends = ".!?…";

    public static string Of(string text) => text.TrimEnd() is { Length: > 0 } said && Ends.Contains(said[^1], StringComparison.Ordinal) ? said : $"{text.TrimEnd()}.";

    /// <param name="said">Null or empty: there is nothing to add.</param>
    public static string Of(string text, string? said) => string.IsNullOrWhiteSpace(said) ? Of(text) : Of($"{text}: {said}");
}
