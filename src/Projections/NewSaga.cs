using DurableSagas.Sagas.Definitions;

namespace DurableSagas.Projections;

/// <summary>What a starter knows of a saga before its orchestration is scheduled.</summary>
/// <param name="Request">The request as JSON.</param>
/// <param name="RequestHash">Of the body as sent: the same key with another body is told apart by it.</param>
/// <param name="StepNames">In the order of the definition.</param>
public sealed record NewSaga(string InstanceId, string Name, Protocol Protocol, int Version, string Request, string RequestHash, IReadOnlyList<string> StepNames);
