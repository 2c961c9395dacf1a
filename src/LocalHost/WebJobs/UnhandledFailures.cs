using System.Runtime.ExceptionServices;
using DurableSagas.LocalHost.Worker;
using Microsoft.Azure.WebJobs.Host;
using Microsoft.Azure.WebJobs.Host.Timers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DurableSagas.LocalHost.WebJobs;

/// <summary>
/// A function that ran into its time-out and does not end when it is cancelled takes its process with it, as on the real host.
/// A listener that has ended for good would take the host there, for the platform to start again; here it is told.
/// </summary>
internal sealed partial class UnhandledFailures(AppWorker worker, ILogger<UnhandledFailures> logger)
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
        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Warning, "Function '{Function}' went on after its time-out; the worker process is started again")]
    private partial void LogRestart(string function);

    [LoggerMessage(LogLevel.Error, "Something that listens has failed; if triggers stay silent, start the host again")]
    private partial void LogUnhandled(Exception exception);
}
