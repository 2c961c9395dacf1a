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
