using DurableSagas.Projections;

namespace DurableSagas.SagaFunctions.Waiting;

/// <summary>What a read has found.</summary>
/// <param name="View">Null when there is no such saga.</param>
/// <param name="At">The clock's timestamp when the read began.</param>
internal sealed record SagaLook(SagaView? View, long At);
