using DurableSagas.Functions.Storage;

namespace DurableSagas.Functions.Declared.Participants;

/// <summary>Refuses to start with participants that are registered with faults: to be given the registry is the check.</summary>
internal sealed class ParticipantCheck(ParticipantRegistry registry) : StartupStep
{
    public override Task StartingAsync(CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(registry);
        return Task.CompletedTask;
    }
}
