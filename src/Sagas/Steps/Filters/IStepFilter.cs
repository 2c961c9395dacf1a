namespace DurableSagas.Sagas.Steps.Filters;

/// <summary>Runs around the work of every attempt; it may change its result, as injected faults do.</summary>
public interface IStepFilter
{
    Task<T> RunAsync<T>(StepAttempt attempt, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken);
}
