using DurableSagas.Sagas.Definitions;
using DurableSagas.Testing;
using DurableSagas.Testing.Queues;

namespace DurableSagas.Sagas.Tests.Exploration;

/// <summary>The consumers of a saga's compensations by event, which do their work at the participant.</summary>
internal static class Consumers
{
    public static void WorkOff(SagaTestHost host, SagaDefinition saga, Participant participant) =>
        Set(host, saga, Consumption.Acknowledges(requested => participant.Note($"{requested.Step}/compensation")));

    public static void Set(SagaTestHost host, SagaDefinition saga, Consumption how)
    {
        foreach (var compensation in saga.Steps.Select(step => step.Compensation).OfType<StepWork.Event>())
        {
            host.Queues.On(compensation.Queue, how);
        }
    }
}
