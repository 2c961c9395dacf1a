using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.SagaFunctions.Http.Patience;

/// <summary>How long one caller is kept: storage and task hub get ten seconds in all, and no more than the caller wants to wait.</summary>
/// <remarks>Activities have no caller, and the storage client's whole patience.</remarks>
/// <param name="wait">Null when the caller has said nothing of it.</param>
/// <param name="host">Cancelled when the host gives the invocation up.</param>
internal sealed class CallerPatience(TimeSpan? wait, TimeProvider time, CancellationToken host)
{
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(10);

    // Whoever wants no wait at all still wants the saga started.
    private static readonly TimeSpan _shortest = TimeSpan.FromSeconds(1);

    private readonly long _begun = time.GetTimestamp();

    /// <summary>For everything that the request asks of storage and task hub.</summary>
    public TimeSpan Limit { get; } = wait is not { } asked || asked > _longest ? _longest : asked < _shortest ? _shortest : asked;

    /// <summary>Cancelled when the host gives the invocation up, however long its caller wants to wait.</summary>
    public CancellationToken Host => host;

    /// <summary>What is left of a caller's wait, which counts from the request.</summary>
    public TimeSpan LeftOf(TimeSpan patience) => patience - time.GetElapsedTime(_begun) is { Ticks: > 0 } left ? left : TimeSpan.Zero;

    /// <summary>Of the request that this context serves.</summary>
    public static CallerPatience Of(FunctionContext context, TimeProvider time) =>
        context.Items.TryGetValue(typeof(CallerPatience), out var patience)
            ? (CallerPatience)patience
            : new CallerPatience(null, time, context.CancellationToken);
}
