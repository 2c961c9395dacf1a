using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.SagaFunctions.Bulk;

/// <summary>Which sagas are rewound; null means any.</summary>
/// <param name="Status"><see cref="SagaStatus.Stuck"/>, also when it is null, or <see cref="SagaStatus.Failed"/>.</param>
/// <param name="From">Created at this moment or after it.</param>
/// <param name="To">Created before this moment.</param>
internal sealed record BulkFilter(string? Name = null, SagaStatus? Status = null, DateTimeOffset? From = null, DateTimeOffset? To = null);
