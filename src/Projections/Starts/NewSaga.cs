using DurableSagas.Sagas;
using DurableSagas.Sagas.Definitions;

namespace DurableSagas.Projections.Starts;

/// <summary>What a starter knows of a saga before its orchestration is scheduled.</summary>
/// <param name="Request">The request as JSON; null for one that no starter announced.</param>
/// <param name="RequestHash">Of the body as sent: the same key with another body is told apart by it. Null when it is not known any more: the key is then refused.</param>
/// <param name="StepNames">In the order of the definition; null when they are not known.</param>
public sealed record NewSaga(string InstanceId, string Name, Protocol Protocol, int Version, string? Request, string? RequestHash, IReadOnlyList<string>? StepNames);
