using System.Diagnostics;
using System.Globalization;

namespace DurableSagas.LocalHost.Tests.Apps.Hosting;

/// <summary>What is done to processes from outside.</summary>
internal static class Signals
{
    // SIGINT is the second signal, and a set of signals is told as a number in hexadecimal.
    public static bool IsInterruptIgnored { get; } = OperatingSystem.IsLinux()
        && File.ReadLines("/proc/self/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is var ignored
        && (Convert.ToUInt64(ignored["SigIgn:".Length..].Trim(), 16) & 2) != 0;

    public static async Task SendAsync(string signal, int processId, CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", [$"-{signal}", processId.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Ends when the process, which need not be a child, has.</summary>
    public static async Task GoneAsync(int processId, CancellationToken cancellationToken)
    {
        await Poll.UntilAsync($"end of process {processId}", () => Task.FromResult(IsRunning(processId)), isRunning => !isRunning, cancellationToken);
    }

    public static bool IsRunning(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
