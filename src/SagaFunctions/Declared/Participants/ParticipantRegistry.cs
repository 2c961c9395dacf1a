using Microsoft.Extensions.Configuration;

namespace DurableSagas.SagaFunctions.Declared.Participants;

/// <summary>The participants that declared transactions may name, from the settings; nobody can make the app call another host.</summary>
public sealed class ParticipantRegistry
{
    public const string Section = "Participants";

    private readonly Dictionary<string, ParticipantSettings> _participants;

    /// <exception cref="InvalidOperationException">A registration is not valid; every fault is named.</exception>
    public ParticipantRegistry(IConfiguration configuration)
    {
        List<string> faults = [];
        _participants = configuration.GetSection(Section).GetChildren().ToDictionary(
            section => section.Key,
            section => ParticipantRegistration.Read(section, faults),
            StringComparer.OrdinalIgnoreCase);
        if (faults.Count > 0)
        {
            throw new InvalidOperationException($"Participants are registered with faults:{string.Concat(faults.Select(fault => $"\n- {fault}"))}");
        }
    }

    public bool Contains(string name) => _participants.ContainsKey(name);

    /// <exception cref="InvalidOperationException">No participant of that name is registered.</exception>
    public ParticipantSettings Find(string name) => _participants.GetValueOrDefault(name)
        ?? throw new InvalidOperationException($"Participant '{name}' is not registered: set '{Section}__{name}__BaseUrl'.");
}
