using System.Text.Json;
using DurableSagas.Sagas.Definitions.Catalog;

namespace DurableSagas.SagaFunctions.Starting;

/// <summary>A definition that can be started by its name.</summary>
/// <param name="RequestOf">Makes the instance's input of a start's body; what is wrong with the body is a 400.</param>
internal sealed record Startable(RegisteredSaga Saga, Func<JsonElement, object> RequestOf);
