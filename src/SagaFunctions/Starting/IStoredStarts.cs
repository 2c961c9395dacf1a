using DurableSagas.SagaFunctions.Http.Problems;

namespace DurableSagas.SagaFunctions.Starting;

/// <summary>Definitions that are stored, as a start sees them.</summary>
internal interface IStoredStarts
{
    /// <summary>The newest version; null when nothing is stored under this name.</summary>
    /// <exception cref="ProblemException">400: what it names is not there any more.</exception>
    Task<Startable?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>What there is, the first thousand.</summary>
    Task<IReadOnlyList<string>> NamesAsync(CancellationToken cancellationToken);
}
