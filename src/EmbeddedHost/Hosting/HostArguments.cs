using System.Globalization;

namespace DurableSagas.EmbeddedHost.Hosting;

/// <summary>What the command line says to the host; anything else on it is the app's.</summary>
internal sealed record HostArguments(int? Port = null, string? Host = null)
{
    public static HostArguments Parse(IReadOnlyList<string> arguments)
    {
        var parsed = new HostArguments();
        for (var index = 0; index < arguments.Count; index++)
        {
            var (name, value) = Split(arguments[index]);
            if (name is not ("--port" or "-p" or "--host"))
            {
                continue;
            }

            value ??= index + 1 < arguments.Count ? arguments[++index] : null;
            parsed = name == "--host" ? parsed with { Host = Address(value) } : parsed with { Port = PortOf(value) };
        }

        return parsed;
    }

    private static (string Name, string? Value) Split(string argument) => argument.IndexOf('=', StringComparison.Ordinal) switch
    {
        < 0 => (argument, null),
        var at => (argument[..at], argument[(at + 1)..]),
    };

    private static int PortOf(string? value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= ushort.MaxValue
            ? port
            : throw new HostStartException($"--port is '{value}', expected a number from 0 (any free port) to {ushort.MaxValue}.");

    private static string Address(string? value) => string.IsNullOrWhiteSpace(value)
        ? throw new HostStartException("--host has no value, expected 'localhost' or an IP address to listen on.")
        : value;
}
