using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace DurableSagas.EmbeddedHost.Functions;

/// <summary>The text of a binding's attribute, in which <c>%Name%</c> stands for an app setting.</summary>
internal static partial class BindingText
{
    /// <exception cref="FormatException">A setting that it names is not set.</exception>
    public static string Resolve(string text, IConfiguration settings) => Setting().Replace(text, match =>
        settings[match.Groups[1].Value] is { Length: > 0 } value
            ? value
            : throw new FormatException($"'{text}' names the app setting '{match.Groups[1].Value}', which is not set."));

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Setting();
}
