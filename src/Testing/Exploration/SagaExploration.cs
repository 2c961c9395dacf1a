using DurableSagas.Sagas.Definitions;

namespace DurableSagas.Testing.Exploration;

/// <summary>Explores all that can become of a saga.</summary>
public static class SagaExploration
{
    /// <summary>
    /// Runs a saga once for every result of every operation, and each of these again with a crash before and after every commit; where it is
    /// stuck, it is mended and rewound.
    /// </summary>
    /// <remarks>Cases run side by side, each in a host of its own, with services made as those of <paramref name="host"/> were.</remarks>
    /// <param name="invariant">Asked at the end of each case, and before that whenever the saga is stuck; it throws when that is not as it must be.</param>
    /// <exception cref="ExplorationException">The invariant, or the saga, broke; the message names the path.</exception>
    /// <exception cref="InvalidOperationException">There are more cases than <see cref="ExplorationOptions.MaxCases"/>.</exception>
    public static Task<ExplorationResult> ExploreAsync<TRequest>(
        this SagaTestHost host,
        SagaDefinition<TRequest> definition,
        TRequest request,
        Func<ExploredCase, Task> invariant,
        ExplorationOptions? options = null,
        CancellationToken cancellationToken = default)
        where TRequest : class
    {
        var how = options ?? new ExplorationOptions();
        var plan = new ExplorationPlan(definition, OpenAsync, (another, id) => another.StartAsync(definition, request, id), invariant);
        return new ExplorationRun(plan, how).RunAsync([.. Troubles.Of(definition)], cancellationToken);

        async Task<SagaTestHost> OpenAsync()
        {
            var another = host.Another();
            another.Register(definition);
            await how.PrepareAsync(another);
            return another;
        }
    }

    /// <summary>As the other one, with an invariant that answers.</summary>
    /// <param name="invariant">Asked at the end of each case, and before that whenever the saga is stuck; false when that is not as it must be.</param>
    public static Task<ExplorationResult> ExploreAsync<TRequest>(
        this SagaTestHost host,
        SagaDefinition<TRequest> definition,
        TRequest request,
        Func<ExploredCase, Task<bool>> invariant,
        ExplorationOptions? options = null,
        CancellationToken cancellationToken = default)
        where TRequest : class
    {
        return host.ExploreAsync(definition, request, MustHoldAsync, options, cancellationToken);

        async Task MustHoldAsync(ExploredCase explored)
        {
            if (!await invariant(explored))
            {
                throw new InvalidOperationException("The invariant does not hold.");
            }
        }
    }
}
