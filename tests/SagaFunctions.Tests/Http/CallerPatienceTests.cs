using System.Net;
using Azure;
using DurableSagas.SagaFunctions.Http.Patience;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.Tests.Http.Doubles;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Time.Testing;

namespace DurableSagas.SagaFunctions.Tests.Http;

public sealed class CallerPatienceTests
{
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData("", 10)]
    [InlineData("?wait=30", 10)]
    [InlineData("?wait=10", 10)]
    [InlineData("?wait=2", 2)]
    [InlineData("?wait=0", 1)]
    [InlineData("?wait=nonsense", 10)]
    public async Task Storage_ThatDoesNotAnswer_IsGivenUpInTime(string query, int seconds)
    {
        var running = RunAsync(query, token => Task.Delay(Timeout.InfiniteTimeSpan, _time, token));
        _time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        var early = running.IsCompleted;

        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.False(early);
        Assert.True(Repetition.Heals(await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running)));
    }

    [Fact]
    public async Task Storage_ManySlowAnswers_HaveTenSecondsInAll()
    {
        var answered = 0;
        var running = RunAsync(string.Empty, async token =>
        {
            for (; ; answered++)
            {
                await Task.Delay(TimeSpan.FromSeconds(3), _time, token);
            }
        });

        for (var second = 0; second < 10; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(3, answered);
    }

    [Fact]
    public async Task Wait_LongerThanStorageHas_GoesOnUntilItsOwnEnd()
    {
        var left = TimeSpan.Zero;
        var host = CancellationToken.None;
        await RunAsync("?wait=30", (context, token) =>
        {
            _time.Advance(TimeSpan.FromSeconds(12));
            var patience = CallerPatience.Of(context, _time);
            (left, host) = (patience.LeftOf(TimeSpan.FromSeconds(30)), patience.Host);
            Assert.True(token.IsCancellationRequested);
            return Task.CompletedTask;
        });

        Assert.Equal((TimeSpan.FromSeconds(18), false), (left, host.IsCancellationRequested));
    }

    [Fact]
    public async Task Host_ThatGivesUp_EndsTheCallAtOnce()
    {
        using var host = new CancellationTokenSource();
        var running = RunAsync(string.Empty, token => Task.Delay(Timeout.InfiniteTimeSpan, _time, token), host.Token);

        await host.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private Task RunAsync(string query, Func<CancellationToken, Task> function, CancellationToken host = default) => RunAsync(query, (_, token) => function(token), host);

    private Task RunAsync(string query, Func<FunctionContext, CancellationToken, Task> function, CancellationToken host = default)
    {
        var invocation = new Invocation { Host = host };
        return new PatienceMiddleware(_time).Invoke(invocation.With(new Request(invocation, $"sagas{query}")), context => function(context, context.CancellationToken));
    }
}
