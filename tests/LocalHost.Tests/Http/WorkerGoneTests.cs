using System.Net;
using DurableSagas.LocalHost.Rpc;
using DurableSagas.LocalHost.Tests.Host;
using DurableSagas.LocalHost.Worker;

namespace DurableSagas.LocalHost.Tests.Http;

public sealed class WorkerGoneTests
{
    [Fact]
    public async Task Request_WorkerDiesWithIt_Is502WithProblemDetailsAndWhenToComeAgain()
    {
        var engine = new FakeEngine(AppFunctions.Http("pay")) { Http = (_, _, _) => throw WorkerProcessExitException.InFlight() };
        await using var host = await TestHost.OfAsync(engine);

        using var answer = await host.Http.GetAsync(new Uri("/api/pay", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Equal("2", answer.Headers.RetryAfter!.ToString());
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.ToString());
        Assert.Contains("while it ran 'pay'", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Single(engine.Calls);
    }

    [Fact]
    public async Task Request_WorkerDeadForGood_Is503AtOnce()
    {
        var engine = new FakeEngine(AppFunctions.Http("pay")) { State = WorkerState.Dead };
        await using var host = await TestHost.OfAsync(engine);

        using var answer = await host.Http.GetAsync(new Uri("/api/pay", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("2", answer.Headers.RetryAfter!.ToString());
        Assert.Empty(engine.Calls);
    }

    [Fact]
    public async Task Request_WorkerStarting_WaitsForIt()
    {
        var engine = new FakeEngine(AppFunctions.Http("pay")) { State = WorkerState.Starting };
        await using var host = await TestHost.OfAsync(engine);

        var answer = host.GetAsync("/api/pay");
        // The first answer takes the same way, so the other is waiting by then.
        await host.GetAsync("/admin/host/ping");
        Assert.Empty(engine.Calls);
        engine.State = WorkerState.Ready;

        Assert.Equal("200 pay", await answer);
    }

    [Fact]
    public async Task Request_WorkerDiedBeforeItHadIt_IsSentAgain()
    {
        var attempts = 0;
        var engine = new FakeEngine(AppFunctions.Http("pay"))
        {
            Http = (_, _, _) => ++attempts < 3
                ? throw WorkerProcessExitException.NotSent()
                : Task.FromResult(new RpcHttp { Body = new TypedData { String = "paid" } }),
        };
        await using var host = await TestHost.OfAsync(engine);

        Assert.Equal("200 paid", await host.GetAsync("/api/pay"));
        Assert.Equal(3, attempts);
    }
}
