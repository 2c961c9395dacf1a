using System.Diagnostics;
using System.Globalization;

namespace DurableSagas.LocalHost.Worker.Launching;

/// <summary>The command line and environment of one worker process.</summary>
internal sealed record WorkerCommand(WorkerConfig Config, EngineOptions Options)
{
    private const string Hooks = "DOTNET_STARTUP_HOOKS";

    // How long the pool's threads spin before they sleep: here they wait for messages, not for each other.
    private const string SpinLimit = "DOTNET_ThreadPool_UnfairSemaphoreSpinLimit";

    // The worker's own: it waits where the variable below says so.
    private const string DebuggerHook = "Microsoft.Azure.Functions.Worker.Core";

    private static string HookPath => Path.Combine(AppContext.BaseDirectory, "DurableSagas.WorkerHook.dll");

    public ProcessStartInfo StartInfo(Uri rpcServer, string workerId)
    {
        var start = new ProcessStartInfo(Config.ExecutablePath)
        {
            WorkingDirectory = Options.AppFolder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach (var argument in Arguments(rpcServer, workerId))
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in Environment())
        {
            start.Environment[name] = value;
        }

        return start;
    }

    /// <summary>Workers of different ages know different names.</summary>
    private IEnumerable<string> Arguments(Uri rpcServer, string workerId)
    {
        var requestId = Guid.NewGuid().ToString();
        var maxMessageLength = int.MaxValue.ToString(CultureInfo.InvariantCulture);
        return
        [
            Path.Combine(Options.AppFolder, Config.WorkerPath),
            "--host", rpcServer.Host, "--port", $"{rpcServer.Port}",
            "--workerId", workerId, "--requestId", requestId, "--grpcMaxMessageLength", maxMessageLength,
            "--functions-uri", rpcServer.AbsoluteUri, "--functions-worker-id", workerId,
            "--functions-request-id", requestId, "--functions-grpc-max-message-length", maxMessageLength,
        ];
    }

    private Dictionary<string, string> Environment()
    {
        var environment = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["FUNCTIONS_APPLICATION_DIRECTORY"] = Options.AppFolder,
            ["FUNCTIONS_WORKER_DIRECTORY"] = Options.AppFolder,
            ["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated",
        };
        if (System.Environment.GetEnvironmentVariable(SpinLimit) is null)
        {
            environment[SpinLimit] = "0";
        }

        foreach (var (name, value) in Options.Settings)
        {
            environment[name] = value;
        }

        // Ours comes first, and takes itself out of the list; whatever the app's developer has there stays.
        var others = environment.GetValueOrDefault(Hooks) ?? System.Environment.GetEnvironmentVariable(Hooks) ?? string.Empty;
        if (Options.Debug)
        {
            environment["FUNCTIONS_ENABLE_DEBUGGER_WAIT"] = "true";
            others = $"{DebuggerHook}{Path.PathSeparator}{others}";
        }

        environment[Hooks] = $"{HookPath}{Path.PathSeparator}{others}".TrimEnd(Path.PathSeparator);
        return environment;
    }
}
