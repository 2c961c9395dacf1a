using DurableSagas.Testing.Approvals;
using DurableSagas.Testing.Hub;
using DurableSagas.Testing.Queues;
using DurableSagas.Testing.Tables;
using DurableSagas.Testing.Time;

namespace DurableSagas.Testing.Running;

/// <summary>Lets the host work, and moves time on when it has come to rest.</summary>
internal sealed class HostTime(HostLoop loop, TaskHub hub, EventQueues queues, MemoryTables tables, VirtualTime time, HostRules rules)
{
    /// <summary>What people answer by themselves; the host's own.</summary>
    public StandingAnswers? Approvals { get; set; }

    /// <summary>Ends when nothing will happen before time moves or somebody asks for something.</summary>
    public async Task SettleAsync()
    {
        do
        {
            await loop.SettleAsync();
        }
        while (await DeliverAsync());

        tables.ThrowIfRefused();
    }

    /// <summary>Moves time to the next timer; false when there is none, or time is moved by hand.</summary>
    public bool TryJump() => rules.Time != TimeRule.ByHand && TryJump(DateTimeOffset.MaxValue);

    /// <summary>Moves time to the next timer up to <paramref name="latest"/>; false when there is none.</summary>
    public bool TryJump(DateTimeOffset latest)
    {
        DateTimeOffset?[] waits = [hub.NextDueAt, time.NextDueAt, queues.NextDueAt];
        if (waits.Min() is not { } next || next > latest)
        {
            return false;
        }

        time.JumpTo(next);
        hub.FireDue();
        return true;
    }

    /// <summary>Lets the host work, and time go on, until a condition holds.</summary>
    /// <exception cref="InvalidOperationException">Nothing is left to happen.</exception>
    public async Task RunAsync(Func<bool> isReached, CancellationToken cancellationToken)
    {
        if (!await TryRunAsync(isReached, cancellationToken))
        {
            throw new InvalidOperationException(
                "What is waited for has not come, and nothing is left to happen. Is it an event, or is time moved by hand?");
        }
    }

    /// <summary>Lets the host work, and time go on, until a condition holds; false when nothing is left to happen before it does.</summary>
    public async Task<bool> TryRunAsync(Func<bool> isReached, CancellationToken cancellationToken)
    {
        while (!isReached())
        {
            cancellationToken.ThrowIfCancellationRequested();
            await loop.RunAsync(isReached);
            if (isReached())
            {
                return true;
            }

            if (!await DeliverAsync() && !TryJump())
            {
                return false;
            }
        }

        return true;
    }

    // What comes from outside.
    private async Task<bool> DeliverAsync() => await queues.DeliverAsync() || (Approvals is not null && await Approvals.GiveAsync());
}
