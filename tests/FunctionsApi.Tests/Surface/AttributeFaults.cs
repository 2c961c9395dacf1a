namespace DurableSagas.FunctionsApi.Tests.Surface;

/// <summary>Compares attributes: none of our own, and all those that an app's compiler heeds.</summary>
internal static class AttributeFaults
{
    private static readonly string[] _heededByCompilers = ["[System.AttributeUsage(", "[System.Obsolete(", "[return: "];

    // The compiler writes these itself, and may write them otherwise for another way to say the same.
    private const string WrittenByCompiler = "[System.Runtime.CompilerServices.";

    public static IEnumerable<string> Of(string subject, IReadOnlyList<string> ours, IReadOnlyList<string> listed) =>
    [
        .. ours.Except(listed)
            .Where(attribute => !attribute.StartsWith(WrittenByCompiler, StringComparison.Ordinal))
            .Select(attribute => $"{subject} has the attribute {attribute}, which is not listed.{Has(listed)}"),
        .. listed.Except(ours)
            .Where(attribute => _heededByCompilers.Any(start => attribute.StartsWith(start, StringComparison.Ordinal)))
            .Select(attribute => $"{subject} lacks the attribute {attribute}.{Has(ours)}"),
    ];

    private static string Has(IReadOnlyList<string> attributes) =>
        attributes.Count == 0 ? "" : $" Found there: {string.Join(" ", attributes)}";
}
