using DurableSagas.SagaFunctions.Outgoing;
using DurableSagas.SagaFunctions.Storage;

namespace DurableSagas.SagaFunctions.Declared.Registration;

/// <summary>Refuses to start with participants that are registered with faults, or a proxy that is none: to be given them is the check.</summary>
internal sealed class ParticipantCheck(ParticipantRegistry registry, OutgoingProxy proxy) : StartupStep
{
    protected override Task RunAsync(CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(proxy);
        return Task.CompletedTask;
    }
}
