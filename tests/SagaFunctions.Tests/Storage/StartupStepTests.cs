using Azure;
using DurableSagas.SagaFunctions.Storage;
using Microsoft.Extensions.Time.Testing;

namespace DurableSagas.SagaFunctions.Tests.Storage;

public sealed class StartupStepTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<Exception, bool> Failures => new()
    {
        { new AggregateException(new RequestFailedException(0, "refused"), new TaskCanceledException("no answer")), true },
        { new RequestFailedException(503, "busy"), true },
        // Nobody is there, or it is a fault: waiting mends neither.
        { new RequestFailedException(0, "refused"), false },
        { new RequestFailedException(403, "forbidden"), false },
        { new InvalidOperationException("a faulty registration"), false },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Start_WhileStorageIsSlow_WaitsForItAndForNothingElse(Exception failure, bool isWaitedFor)
    {
        var step = new Step { Fails = _ => failure, Times = 20 };

        var thrown = await Record.ExceptionAsync(() => step.StartingAsync(Token));

        Assert.Equal(isWaitedFor ? (21, null) : (1, failure), (step.Runs, thrown));
    }

    [Fact]
    public async Task Start_WhileStorageIsSlowForLong_FailsWithWhatItSaid()
    {
        var step = new Step { Fails = run => new TimeoutException($"no answer to {run}"), Times = int.MaxValue };

        var thrown = await Assert.ThrowsAsync<TimeoutException>(() => step.StartingAsync(Token));

        Assert.Equal((46, "no answer to 46"), (step.Runs, thrown.Message));
    }

    [Fact]
    public async Task Start_ThatIsStopped_EndsAtOnce()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var step = new Step { Fails = _ => new OperationCanceledException("stopped"), Times = int.MaxValue };
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => step.StartingAsync(stop.Token));

        Assert.Equal(1, step.Runs);
    }

    private sealed class Step : StartupStep
    {
        private readonly FakeTimeProvider _time = new() { AutoAdvanceAmount = TimeSpan.Zero };

        public required Func<int, Exception> Fails { get; init; }

        public required int Times { get; init; }

        public int Runs { get; private set; }

        protected override TimeProvider Time => new Jumping(_time);

        protected override Task RunAsync(CancellationToken cancellationToken) => ++Runs <= Times ? Task.FromException(Fails(Runs)) : Task.CompletedTask;
    }

    // A pause is over at once, and has taken its time.
    private sealed class Jumping(FakeTimeProvider time) : TimeProvider
    {
        public override long TimestampFrequency => time.TimestampFrequency;

        public override long GetTimestamp() => time.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            time.Advance(dueTime);
            return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }
}
