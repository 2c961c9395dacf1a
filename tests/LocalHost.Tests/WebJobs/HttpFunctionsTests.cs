using DurableSagas.LocalHost.Functions;
using DurableSagas.LocalHost.Rpc;
using DurableSagas.LocalHost.Tests.Functions;
using DurableSagas.LocalHost.WebJobs;
using DurableSagas.LocalHost.Worker;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Host;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;

namespace DurableSagas.LocalHost.Tests.WebJobs;

public sealed class HttpFunctionsTests
{
    private static readonly AppFunction _function = Announced.Read("Pay", Announced.Http, Announced.HttpReturn);

    private readonly ApplicationLifetime _lifetime = new(NullLogger<ApplicationLifetime>.Instance);

    [Fact]
    public async Task CallAsync_FunctionThrows_IsItsFailureAndNotWebJobs()
    {
        var functions = new HttpFunctions(new FailingHost(), _lifetime);

        await Assert.ThrowsAsync<FunctionFailedException>(() => functions.CallAsync(_function, new RpcHttp(), sent: null, CancellationToken.None));
    }

    [Fact]
    public async Task CallAsync_FunctionCutOffByTheHostsStop_IsNoFaultOfTheFunction()
    {
        var functions = new HttpFunctions(new FailingHost(), _lifetime);
        _lifetime.StopApplication();

        var exception = await Assert.ThrowsAsync<WorkerProcessExitException>(
            () => functions.CallAsync(_function, new RpcHttp(), sent: null, CancellationToken.None));

        Assert.True(exception.WasSent);
    }

    private sealed class FailingHost : IJobHost
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync() => Task.CompletedTask;

        public Task CallAsync(string name, IDictionary<string, object> arguments, CancellationToken cancellationToken) =>
            throw new FunctionInvocationException("Exception while executing function", new FunctionFailedException("No.", string.Empty));
    }
}
