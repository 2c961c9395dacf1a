using DurableSagas.Sagas.Definitions;

namespace DurableSagas.SagaFunctions.Messages;

/// <summary>Which saga the messages of a queue start.</summary>
/// <param name="Queue">An Azure Storage queue; what is given up goes to <c>{queue}-poison</c>.</param>
/// <param name="Saga">Its newest version is started.</param>
/// <param name="Request">Makes the saga's request of an event; null when the event asks for nothing.</param>
public sealed record MessageStart<TRequest>(string Queue, SagaDefinition<TRequest> Saga, Func<StartEvent, TRequest?> Request)
    where TRequest : class;
