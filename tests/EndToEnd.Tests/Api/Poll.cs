namespace DurableSagas.EndToEnd.Tests.Api;

/// <summary>Asks again until an answer is the awaited one: over HTTP there is no event to wait for.</summary>
internal static class Poll
{
    // Long enough for the real Functions host on a small machine; reached only when the test is lost anyway.
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(200);

    /// <exception cref="TimeoutException">The awaited answer did not come; the message has the last one.</exception>
    public static async Task<T> UntilAsync<T>(string what, Func<Task<T>> ask, Predicate<T> isAwaited, TimeSpan? within = null)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(within ?? _limit);
        // The one timer of these tests; it paces the questions, nothing is decided by it.
        using var pace = new PeriodicTimer(_pause);
        while (true)
        {
            var answer = await ask();
            if (isAwaited(answer))
            {
                return answer;
            }

            await PauseAsync(pace, $"Still no {what} after {within ?? _limit}; the last answer was: {answer}", limit.Token);
        }
    }

    private static async Task PauseAsync(PeriodicTimer pace, string message, CancellationToken limit)
    {
        try
        {
            await pace.WaitForNextTickAsync(limit);
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(message);
        }
    }
}
