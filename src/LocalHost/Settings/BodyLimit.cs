using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace DurableSagas.LocalHost.Settings;

/// <summary>How large a request's body may be.</summary>
internal static class BodyLimit
{
    /// <summary>The real host's own setting.</summary>
    public const string Setting = "FUNCTIONS_REQUEST_BODY_SIZE_LIMIT";

    public const int DefaultBytes = 4 * 1024 * 1024;

    // A body is held in memory, and goes to the worker in one message.
    private const int MostBytes = 1024 * 1024 * 1024;

    public static int Of(IConfiguration settings) => settings[Setting] switch
    {
        null => DefaultBytes,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes is > 0 and <= MostBytes => bytes,
        var text => throw new HostStartException($"'{Setting}' is '{text}', expected a number of bytes from 1 to {MostBytes}."),
    };
}
