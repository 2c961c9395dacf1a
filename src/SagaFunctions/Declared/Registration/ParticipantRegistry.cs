using Microsoft.Extensions.Configuration;

namespace DurableSagas.SagaFunctions.Declared.Registration;

/// <summary>The participants that declared transactions may name, from the app's code and from the settings, which come first.</summary>
/// <remarks>Nobody can make the app call another host.</remarks>
public sealed class ParticipantRegistry
{
    public const string Section = "Participants";

    private readonly Dictionary<string, ParticipantSettings> _participants = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="known">Those that the app's code registers.</param>
    /// <exception cref="InvalidOperationException">A registration is not valid; every fault is named.</exception>
    internal ParticipantRegistry(IConfiguration configuration, IEnumerable<KeyValuePair<string, ParticipantSettings>> known)
    {
        List<string> faults = [];
        foreach (var section in configuration.GetSection(Section).GetChildren())
        {
            _participants[section.Key] = ParticipantRegistration.Read(section, faults);
        }

        foreach (var (name, settings) in known.Where(participant => !_participants.ContainsKey(participant.Key)))
        {
            _participants[name] = ParticipantRegistration.Check(name, settings, faults);
        }

        if (faults.Count > 0)
        {
            throw new InvalidOperationException($"Participants are registered with faults:{string.Concat(faults.Select(fault => $"\n- {fault}"))}");
        }
    }

    internal bool Contains(string name) => _participants.ContainsKey(name);

    /// <exception cref="InvalidOperationException">No participant of that name is registered.</exception>
    internal ParticipantSettings Find(string name) => _participants.GetValueOrDefault(name)
        ?? throw new InvalidOperationException($"Participant '{name}' is not registered: set '{Section}__{name}__BaseUrl'.");
}
