namespace DurableSagas.Sagas.Texts;

/// <summary>Makes a sentence of what others have said: it ends once, however they ended it.</summary>
internal static class Sentence
{
    private const string Ends = ".!?…";

    public static string Of(string text)
    {
        var said = text.TrimEnd();
        return said.Length > 0 && Ends.Contains(said[^1], StringComparison.Ordinal) ? said : $"{said}.";
    }

    /// <param name="said">Null or empty: there is nothing to add.</param>
    public static string Of(string text, string? said) => string.IsNullOrWhiteSpace(said) ? Of(text) : Of($"{text}: {said}");
}
