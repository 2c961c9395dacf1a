using System.Threading.Channels;
using DurableSagas.Testing.Faults;
using DurableSagas.Testing.Hub;
using DurableSagas.Testing.Time;
using Microsoft.DurableTask.Protobuf;

namespace DurableSagas.Testing.Running;

/// <summary>The host: does what there is to do, one thing after another, until only time or somebody outside can move it on.</summary>
/// <remarks>Activities that wait for something do so side by side; whenever their code runs, it runs in turn with everything else.</remarks>
internal sealed class HostLoop(
    TaskHub hub, Episodes episodes, ActivityCalls activities, OrchestratorSessions sessions, CrashGate crashes, HostRules rules) : IAsyncDisposable
{
    // Real time, and only to say why a test hangs.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _patienceAtTheEnd = TimeSpan.FromSeconds(5);

    private readonly Channel<Action> _turns = Channel.CreateUnbounded<Action>(new UnboundedChannelOptions { SingleReader = true });
    private readonly HashSet<ActivityFlow> _running = [];
    private CancellationTokenSource _stop = new();

    /// <summary>How often the host has crashed.</summary>
    public int Crashes { get; private set; }

    /// <summary>Ends when nothing will happen before time moves or somebody asks for something; a host that crashes meanwhile is opened again.</summary>
    public Task SettleAsync() => RunAsync(static () => false);

    /// <summary>Ends as soon as a condition holds, or else as <see cref="SettleAsync"/> does.</summary>
    public async Task RunAsync(Func<bool> isReached)
    {
        while (!isReached())
        {
            if (crashes.HasCrashed)
            {
                await ReopenAsync();
            }
            else if (_turns.Reader.TryRead(out var turn))
            {
                turn();
            }
            else if (hub.TryTake(out var work))
            {
                Begin(work);
            }
            else if (_running.All(flow => flow.OnlyWaits))
            {
                return;
            }
            else
            {
                await WhenPostedAsync();
            }
        }
    }

    // Twice: by the test's host, before the services that activities use, and by their provider.
    public async ValueTask DisposeAsync()
    {
        if (!_stop.IsCancellationRequested)
        {
            await StopAsync();
            _stop.Dispose();
        }
    }

    private void Begin(Work work)
    {
        if (work is Work.Call call)
        {
            Begin(call);
        }
        else
        {
            episodes.Run(((Work.Episode)work).Instance);
        }
    }

    private void Begin(Work.Call call)
    {
        var (flow, stop) = (new ActivityFlow($"{call.Name} of '{call.Instance.Id}'", rules.Time, Post), _stop.Token);
        _running.Add(flow);
        var running = flow.RunAsync(() => activities.RunAsync(call, stop));
        if (running.IsCompleted)
        {
            End(flow, call, running.Result, stop);
        }
        else
        {
            _ = EndAsync();
        }

        async Task EndAsync()
        {
            var answer = await running.ConfigureAwait(false);
            Post(() => End(flow, call, answer, stop));
        }
    }

    private void End(ActivityFlow flow, Work.Call call, HistoryEvent answer, CancellationToken stop)
    {
        _running.Remove(flow);
        if (!stop.IsCancellationRequested)
        {
            activities.Complete(call, answer);
        }
    }

    private void Post(Action turn) => _turns.Writer.TryWrite(turn);

    private async Task WhenPostedAsync()
    {
        try
        {
            await _turns.Reader.WaitToReadAsync().AsTask().WaitAsync(_patience);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException(
                $"The host has not come to rest in {_patience}. Running: {string.Join("; ", _running.Select(flow => flow.Description))}. "
                + $"Virtual time stands still under {rules.Time} until each of them waits for it.");
        }
    }

    private async Task ReopenAsync()
    {
        Crashes++;
        await StopAsync();
        _stop.Dispose();
        _stop = new CancellationTokenSource();
        crashes.Reopen();
        sessions.Forget();
        hub.Recover();
    }

    // An activity of the stopped host must not run on beside the new one; one that does not listen is left behind.
    private async Task StopAsync()
    {
        await _stop.CancelAsync();
        using var patience = new CancellationTokenSource(_patienceAtTheEnd);
        try
        {
            while (_running.Count > 0 && (_turns.Reader.TryRead(out var turn) || await _turns.Reader.WaitToReadAsync(patience.Token)))
            {
                turn?.Invoke();
            }
        }
        catch (OperationCanceledException)
        {
            _running.Clear();
        }
    }
}
