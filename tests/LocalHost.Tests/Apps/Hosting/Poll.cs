namespace DurableSagas.LocalHost.Tests.Apps.Hosting;

/// <summary>Asks again until an answer is the awaited one: over HTTP there is no event to wait for.</summary>
internal static class Poll
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(200);

    /// <exception cref="TimeoutException">The awaited answer did not come; the message has the last one.</exception>
    public static async Task<T> UntilAsync<T>(string what, Func<Task<T>> ask, Predicate<T> isAwaited, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_limit);
        using var pace = new PeriodicTimer(_pause);
        while (true)
        {
            var answer = await ask();
            if (isAwaited(answer))
            {
                return answer;
            }

            try
            {
                await pace.WaitForNextTickAsync(limit.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"Still no {what} after {_limit}; the last answer was: {answer}");
            }
        }
    }
}
