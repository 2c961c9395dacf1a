namespace DurableSagas.SagaFunctions.Storage;

/// <summary>What a concept keeps of each saga beside its views, to be deleted with it.</summary>
public interface ISagaRows
{
    /// <summary>Deletes all of it; it can be repeated, and nothing to delete is no fault.</summary>
    /// <param name="instanceId">A saga that has ended.</param>
    Task DeleteAsync(string instanceId, CancellationToken cancellationToken);
}
