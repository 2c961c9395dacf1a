using System.Diagnostics;
using DurableSagas.Infra.Tests.Commands;

namespace DurableSagas.Packages.Tests.Packing;

/// <summary>Runs the SDK's command to its end.</summary>
internal static class DotNet
{
    /// <exception cref="InvalidOperationException">It failed; the message has what it printed.</exception>
    public static async Task<string> RunAsync(string folder, CancellationToken cancellationToken, params string[] arguments)
    {
        var result = await Command.RunAsync(Info(folder, arguments), cancellationToken);
        var printed = $"{result.Output}{result.Errors}";
        return result.ExitCode == 0
            ? printed
            : throw new InvalidOperationException($"'dotnet {string.Join(' ', arguments)}' ended with {result.ExitCode}:\n{printed}");
    }

    public static ProcessStartInfo Info(string folder, IEnumerable<string> arguments)
    {
        var info = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder };
        // What 'dotnet test' tells the tests of this repository's build is not for another build.
        foreach (var name in info.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name.StartsWith("VSTEST", StringComparison.Ordinal)).ToArray())
        {
            info.Environment.Remove(name);
        }

        // No build node outlives the tests.
        info.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        return info;
    }
}
