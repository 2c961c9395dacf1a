using DurableSagas.Sagas.Steps.Filters;

namespace DurableSagas.Sagas.Tests.Exploration;

/// <summary>Every attempt takes its time, half of it before its work is done and half of it after: so that a moment can come while one is in flight.</summary>
internal sealed class Slowness(TimeProvider time, TimeSpan half) : IStepFilter
{
    public async Task<T> RunAsync<T>(StepAttempt attempt, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await Task.Delay(half, time, cancellationToken);
        var result = await work(cancellationToken);
        await Task.Delay(half, time, cancellationToken);
        return result;
    }
}
