using DurableSagas.Projections;
using DurableSagas.Projections.Queries;
using DurableSagas.SagaFunctions.Reading;

namespace DurableSagas.SagaFunctions.Rewinding;

internal static class SagaRoots
{
    // Deeper than any saga of sagas: a view that names itself must not be walked for ever.
    private const int MostLevels = 64;

    /// <summary>The saga on top of the sagas that this one is part of: itself, when it is part of none.</summary>
    public static async Task<SagaView> RootOfAsync(this SagaQueries queries, SagaView saga, CancellationToken cancellationToken)
    {
        var root = saga;
        for (var level = 0; level < MostLevels && root.Parent is { } parent; level++)
        {
            root = await queries.RequireAsync(parent, cancellationToken);
        }

        return root;
    }
}
