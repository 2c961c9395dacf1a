using DurableSagas.EmbeddedHost.Dispatch;
using DurableSagas.EmbeddedHost.Orchestration;
using DurableSagas.EmbeddedHost.TaskHub;
using DurableTask.Core;
using DurableTask.Core.History;
using Microsoft.Extensions.Logging.Abstractions;

namespace DurableSagas.EmbeddedHost.Tests.Dispatch;

public sealed class SessionsTests
{
    private static readonly InstanceKey _instance = new(1, "a");
    private static readonly ExecutionStartedEvent _started = new(-1, null) { Name = "Call", OrchestrationInstance = new OrchestrationInstance { InstanceId = "a", ExecutionId = "e" } };

    [Fact]
    public void Begin_InstanceIsNew_RunsItFromItsStart()
    {
        var sessions = new Sessions(new WorkInProgress());
        var live = Live();

        sessions.Begin(_instance, live, [Message.OfStart(_started)]);

        Assert.True(sessions.Ready.TryRead(out var session));
        Assert.Same(live, session.Live);
        Assert.Same(_started, Assert.Single(session.TakeMessages()).Event);
    }

    [Fact]
    public void Post_MessageThatLoadingHadRead_IsTakenUpOnce()
    {
        var session = new Session(_instance);
        session.TryPost(Raised(1), out _);
        session.BeginRun();
        session.TakeUp([Raised(1), Raised(2)]);

        session.TryPost(Raised(2), out _);
        session.TryPost(Raised(3), out _);
        var first = session.TakeMessages();
        session.EndRun(0);
        var late = session.TryPost(Raised(2), out var becameReady);

        Assert.Equal([1, 2, 3], first.Select(message => message.Sequence));
        Assert.Equal((true, false), (late, becameReady));
        Assert.Empty(session.TakeMessages());
    }

    [Fact]
    public void Begin_RecoveryFoundTheInstanceInTheHubFirst_DoesNotStartItTwice()
    {
        var sessions = new Sessions(new WorkInProgress());
        sessions.Wake(_instance);
        Assert.True(sessions.Ready.TryRead(out var session));
        session.BeginRun();
        var loaded = session.Live = Live();

        sessions.Begin(_instance, Live(), [Message.OfStart(_started)]);

        Assert.Same(loaded, session.Live);
        Assert.Empty(session.TakeMessages());
        Assert.Equal(1, sessions.Count);
    }

    private static LiveInstance Live() => new(
        new InstanceRow(_instance.Key, _instance.Id, "e", "Call"),
        new OrchestrationExecution(new OrchestrationRuntime(new TestApp(), NullLoggerFactory.Instance, new EngineSettings()), []),
        _started);

    private static Message Raised(long sequence) => new(new EventRaisedEvent(-1, "1") { Name = "Add" }, sequence);
}
