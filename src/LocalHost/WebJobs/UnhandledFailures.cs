using System.Runtime.ExceptionServices;
using DurableSagas.LocalHost.Worker;
using Microsoft.Azure.WebJobs.Host;
using Microsoft.Azure.WebJobs.Host.Timers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DurableSagas.LocalHost.WebJobs;

/// <summary>
/// As on the real host: a function that ran into its time-out and does not end when it is cancelled takes its process with it,
/// and a listener that has ended for good takes the host.
/// </summary>
internal sealed partial class UnhandledFailures(AppWorker worker, IHostApplicationLifetime lifetime, ILogger<UnhandledFailures> logger)
    : IWebJobsExceptionHandler, IWebJobsExceptionHandlerFactory
{
    public IWebJobsExceptionHandler Create(IHost jobHost) => this;

    public async Task OnTimeoutExceptionAsync(ExceptionDispatchInfo exceptionInfo, TimeSpan timeoutGracePeriod)
    {
        if (exceptionInfo.SourceException is FunctionTimeoutException { Task: { } running } timeout)
        {
            await Task.WhenAny(running, Task.Delay(timeoutGracePeriod));
            if (!running.IsCompleted)
            {
                LogRestart(timeout.MethodName);
                await worker.RestartAsync();
            }
        }
    }

    public Task OnUnhandledExceptionAsync(ExceptionDispatchInfo exceptionInfo)
    {
        LogUnhandled(exceptionInfo.SourceException);
        Environment.ExitCode = 1;
        lifetime.StopApplication();
        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Warning, "Function '{Function}' went on after its time-out; the worker process is started again")]
    private partial void LogRestart(string function);

    [LoggerMessage(LogLevel.Error, "A listener has ended, and the host ends with it: start it again")]
    private partial void LogUnhandled(Exception exception);
}
