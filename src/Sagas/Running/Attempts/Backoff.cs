using System.Text;
using DurableSagas.Sagas.Definitions;

namespace DurableSagas.Sagas.Running.Attempts;

/// <summary>The wait between two attempts.</summary>
internal static class Backoff
{
    /// <summary>The share of a delay that jitter may take away.</summary>
    private const double JitterShare = 0.25;

    /// <summary>How often "pending" is taken for an answer while <see cref="AttemptPolicy.PendingFor"/> lasts, but for the first few times.</summary>
    private const int PendingAnswers = 200;

    private const double PendingGrowth = 1.5;

    /// <summary>What the jitter of an operation is a function of.</summary>
    public static string SeedOf(string instanceId, string operationKey) => $"{instanceId}/{operationKey}";

    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="seed">The operation's idempotency key: the jitter is a function of it and the attempt, so a replay waits as long.</param>
    public static TimeSpan Delay(AttemptPolicy policy, int attempt, string seed)
    {
        var delay = Math.Min(policy.FirstDelay.TotalMilliseconds * Math.Pow(policy.Backoff, attempt - 1), policy.MaxDelay.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(delay * (1 - (JitterShare * Fraction($"{seed}/{attempt}"))));
    }

    /// <summary>The wait after a "pending" answer: as between attempts, but never so short that a patient step fills the history.</summary>
    /// <param name="asked">How often it was the answer, from 1.</param>
    public static TimeSpan Pending(AttemptPolicy policy, int asked, string seed)
    {
        var least = Math.Min(Math.Pow(PendingGrowth, asked - 1), policy.PendingFor.TotalSeconds / PendingAnswers);
        var delay = Delay(policy, asked, seed);
        return delay.TotalSeconds < least ? TimeSpan.FromSeconds(least) : delay;
    }

    /// <summary>The same, or as long as the participant wishes: one that is out of service may ask for more patience, as far as the policy has it.</summary>
    public static TimeSpan Delay(AttemptPolicy policy, int attempt, string seed, TimeSpan? wish) => Longer(Delay(policy, attempt, seed), wish, policy.MaxDelay);

    /// <summary>The same, or as long as the participant wishes.</summary>
    /// <param name="left">Until the deadline.</param>
    // Never more often than the policy retries, nor some 200 times in all: a day of pending must not fill the history.
    // Nor far past the deadline, however long it wishes for: nobody could cancel the wait of a compensation.
    public static TimeSpan Pending(AttemptPolicy policy, int asked, string seed, TimeSpan? wish, TimeSpan left) => Longer(Pending(policy, asked, seed), wish, left);

    private static TimeSpan Longer(TimeSpan backoff, TimeSpan? wish, TimeSpan most)
    {
        var granted = wish is { } asked && asked < most ? asked : wish is null ? TimeSpan.Zero : most;
        return granted > backoff ? granted : backoff;
    }

    // FNV-1a: string.GetHashCode differs from process to process, and so would the replay.
    private static double Fraction(string text)
    {
        var hash = 2166136261u;
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            hash = unchecked((hash ^ octet) * 16777619u);
        }

        return hash / (double)uint.MaxValue;
    }
}
