using System.Diagnostics;

namespace DurableSagas.LocalHost.Azurite;

/// <summary>How Azurite is run on this machine: from the PATH, else downloaded by npx.</summary>
internal sealed record AzuriteCommand(string FileName, IReadOnlyList<string> LeadingArguments)
{
    public const string Version = "3.37.0";

    // Ctrl+C reaches the whole process group, as a service manager's SIGTERM does, and Azurite must outlive the activities
    // that the host still finishes; so it is deaf to both, and stops when its standard input says so or ends, as it does when the host is killed.
    // npm, which npx is, gets the deafness only; nobody may read the output any more while it ends.
    private const string Guard = """
        const stops = [], deaf = ['SIGINT', 'SIGTERM'];
        for (const add of ['on', 'once', 'addListener']) {
          const original = process[add];
          process[add] = function (event, listener) {
            if (!deaf.includes(event)) return original.call(this, event, listener);
            if (event === 'SIGTERM') stops.push(listener);
            return this;
          };
          if (add === 'on') deaf.forEach(event => original.call(process, event, () => {}));
        }
        if (/azurite/.test(process.argv[1] ?? '')) {
          const stop = () => stops.splice(0).forEach(listener => listener());
          process.stdin.on('data', stop).on('end', stop).on('error', () => {});
          process.stdin.unref?.();
          for (const output of [process.stdout, process.stderr]) output.on('error', () => {});
        }
        """;

    public static AzuriteCommand Find(string? path) =>
        InPath("azurite", path) is { } azurite ? new(azurite, [])
        : InPath("npx", path) is { } npx ? new(npx, ["--yes", $"azurite@{Version}"])
        : throw new AzuriteException(
            "Azurite, the storage emulator, is not running and cannot be started: neither 'azurite' nor 'npx' is on the PATH. " +
            "Install Node.js 22 or later (https://nodejs.org), or start Azurite yourself, " +
            "or set 'AzureWebJobsStorage' to the connection string of a storage account.");

    public ProcessStartInfo StartInfo(AzuriteOptions options)
    {
        var start = new ProcessStartInfo(FileName)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach (var argument in LeadingArguments.Concat(Arguments(options)))
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["NODE_OPTIONS"] = string.Join(' ', [$"--import=data:text/javascript,{Uri.EscapeDataString(Guard)}", .. options.NodeOptions]);
        return start;
    }

    private static IEnumerable<string> Arguments(AzuriteOptions options) =>
    [
        "--silent", "--skipApiVersionCheck", "--disableTelemetry",
        "--blobHost", "127.0.0.1", "--blobPort", $"{options.BlobPort}",
        "--queueHost", "127.0.0.1", "--queuePort", $"{options.QueuePort}",
        "--tableHost", "127.0.0.1", "--tablePort", $"{options.TablePort}",
        .. options.DataFolder is { } folder ? ["--location", folder] : new[] { "--inMemoryPersistence" },
    ];

    private static string? InPath(string name, string? path)
    {
        string[] extensions = OperatingSystem.IsWindows() ? [".exe", ".cmd"] : [string.Empty];
        return (path ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => extensions.Select(extension => Path.Combine(folder, name + extension)))
            .FirstOrDefault(File.Exists);
    }
}
