using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Catalog;

namespace DurableSagas.SagaFunctions.Starting;

/// <summary>Everything a starter needs to start one saga.</summary>
/// <param name="RequestHash">Of the body as sent.</param>
/// <param name="Faults">Faults to inject, by activity; null when the request asks for none.</param>
internal sealed record SagaStart(string InstanceId, RegisteredSaga Saga, object Request, string RequestHash, IReadOnlyDictionary<string, string>? Faults)
{
    /// <summary>The receiver that is told of its end; null where nobody is.</summary>
    public string? Notify { get; init; }
}
