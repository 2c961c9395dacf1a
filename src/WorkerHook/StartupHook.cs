using System.Diagnostics;
using System.Runtime.InteropServices;

/// <summary>
/// Ties a worker to the host that started it: it ends when the host does, however the host ends, and not before.
/// </summary>
/// <remarks>The runtime looks for this very name, outside all namespaces.</remarks>
internal static class StartupHook
{
    private const string Hooks = "DOTNET_STARTUP_HOOKS";

    public static void Initialize()
    {
        // What the app starts is not tied to this host's pipe.
        var others = Environment.GetEnvironmentVariable(Hooks)?.Split(Path.PathSeparator).Skip(1).ToArray() ?? [];
        Environment.SetEnvironmentVariable(Hooks, others.Length == 0 ? null : string.Join(Path.PathSeparator.ToString(), others));
        LeaveTerminal();
        new Thread(EndWithHost) { IsBackground = true, Name = "EndWithHost" }.Start();
    }

    /// <summary>Ctrl+C reaches a whole group of processes, and the worker must finish what the host still waits for.</summary>
    private static void LeaveTerminal()
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            NativeMethods.SetConsoleCtrlHandler(IntPtr.Zero, add: true);
        }
        else
        {
            NativeMethods.setsid();
        }
    }

    /// <summary>The host never writes to the worker's standard input; its end is the host's end.</summary>
    private static void EndWithHost()
    {
        using var input = Console.OpenStandardInput();
        var buffer = new byte[256];
        while (input.Read(buffer, 0, buffer.Length) > 0)
        {
        }

        using var self = Process.GetCurrentProcess();
        self.Kill();
    }
}
