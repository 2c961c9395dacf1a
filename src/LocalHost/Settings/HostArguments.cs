using System.Globalization;
using DurableSagas.LocalHost.Settings.Files;

namespace DurableSagas.LocalHost.Settings;

/// <summary>What the command line says.</summary>
internal sealed record HostArguments(string AppFolder)
{
    public const string Usage = """
        Usage: durablesagas-localhost APP_FOLDER [options]
          from its sources: dotnet run --project src/LocalHost -- APP_FOLDER [options]

        Runs the isolated-worker function app that a build or a publish wrote into APP_FOLDER.

          -p, --port N       port to listen on, 0 for any that is free
                             (default: Host.LocalHttpPort of local.settings.json, else 7071)
          --host ADDRESS     listen on this address instead of localhost; function keys must be configured
          --task-hub STORE   where orchestrations are kept: sqlite or azurestorage
                             (default: the setting LocalHost:TaskHub, else sqlite)
          --debug            print the worker's process id and wait until a debugger is attached to it
          --help             show this
        """;

    public int? Port { get; init; }

    public string? Host { get; init; }

    public string? TaskHub { get; init; }

    public bool Debug { get; init; }

    public static HostArguments Parse(IReadOnlyList<string> arguments)
    {
        var parsed = new HostArguments(string.Empty);
        for (var index = 0; index < arguments.Count; index++)
        {
            var (name, value) = Split(arguments[index]);
            parsed = name switch
            {
                "--debug" when value is null => parsed with { Debug = true },
                "--port" or "-p" => parsed with { Port = PortOf(Value()) },
                "--host" => parsed with { Host = Address(Value()) },
                "--task-hub" => parsed with { TaskHub = TaskHubStore.Of(name, Value()) },
                ['-', ..] => throw new HostUsageException($"'{arguments[index]}' is no option of this host."),
                _ when parsed.AppFolder.Length > 0 => throw new HostUsageException(
                    $"Two app folders were given, '{parsed.AppFolder}' and '{arguments[index]}'; the host runs one."),
                _ => parsed with { AppFolder = arguments[index] },
            };

            string? Value() => value ?? (index + 1 < arguments.Count ? arguments[++index] : null);
        }

        return parsed.AppFolder.Length > 0 ? parsed : throw new HostUsageException("No app folder was given.");
    }

    private static (string Name, string? Value) Split(string argument) =>
        argument.IndexOf('=', StringComparison.Ordinal) is var at && at > 0 && argument[0] == '-'
            ? (argument[..at], argument[(at + 1)..])
            : (argument, null);

    private static int PortOf(string? value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= ushort.MaxValue
            ? port
            : throw new HostUsageException($"--port is '{value}', expected a number from 0 (any free port) to {ushort.MaxValue}.");

    private static string Address(string? value) => string.IsNullOrWhiteSpace(value)
        ? throw new HostUsageException("--host has no value, expected 'localhost', '*' or an IP address to listen on.")
        : value;
}
