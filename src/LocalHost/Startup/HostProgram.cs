using DurableSagas.LocalHost.Functions;
using DurableSagas.LocalHost.Settings;
using DurableSagas.LocalHost.Settings.Files;
using DurableSagas.LocalHost.TaskHub;
using DurableSagas.LocalHost.Worker;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace DurableSagas.LocalHost.Startup;

/// <summary>Runs the host until it is told to stop; a failure to start is told in one sentence, not in a stack trace.</summary>
internal static class HostProgram
{
    private const int Failed = 1;
    private const int Misused = 2;

    public static async Task<int> RunAsync(string[] arguments, IConfiguration environment, string workingFolder)
    {
        if (arguments.Any(argument => argument is "--help" or "-h" or "-?"))
        {
            await Console.Out.WriteLineAsync(HostArguments.Usage);
            return 0;
        }

        try
        {
            var settings = new HostSettings(HostArguments.Parse(arguments), environment, workingFolder);
            var app = HostApplication.Build(settings, Console.Out, builder => builder.AddEngine(EngineOf(settings)));
            await RunningHost.RunAsync(app, settings.Address);
            return Environment.ExitCode;
        }
        catch (HostUsageException exception)
        {
            await Console.Error.WriteLineAsync($"{exception.Message}{Environment.NewLine}{Environment.NewLine}{HostArguments.Usage}");
            return Misused;
        }
        catch (Exception exception) when (exception is FunctionsException or HostStartException or WorkerStartException)
        {
            await Console.Error.WriteLineAsync($"The host did not start: {exception.Message}");
            return Failed;
        }
    }

    private static EngineOptions EngineOf(HostSettings settings) => new()
    {
        AppFolder = settings.Folder.Path,
        Debug = settings.Arguments.Debug,
        FunctionTimeout = settings.HostJson.FunctionTimeout,
        Settings = settings.WorkerSettings(),
        TaskHub = new TaskHubOptions
        {
            Kind = settings.TaskHub == TaskHubStore.Sqlite ? TaskHubKind.Sqlite : TaskHubKind.AzureStorage,
            File = settings.TaskHubFile,
        },
    };
}
