using System.ComponentModel;
using System.Diagnostics;

namespace DurableSagas.Infra.Tests.Commands;

/// <summary>Runs a program to its end.</summary>
internal static class Command
{
    public static Task<CommandResult> RunAsync(string program, IEnumerable<string> arguments, string folder, CancellationToken cancellationToken) =>
        RunAsync(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder }, cancellationToken);

    public static async Task<CommandResult> RunAsync(ProcessStartInfo command, CancellationToken cancellationToken)
    {
        using var process = Start(command);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return new CommandResult(process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static Process Start(ProcessStartInfo command)
    {
        (command.RedirectStandardError, command.RedirectStandardOutput) = (true, true);
        try
        {
            return Process.Start(command)!;
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException(
                $"'{command.FileName}' does not start: {exception.Message}. "
                + "The tests need the .NET SDK and Node.js 20 or newer on the PATH, and a restore of their project.",
                exception);
        }
    }
}
