using DurableSagas.SagaFunctions.Settings;
using Microsoft.Extensions.Configuration;

namespace DurableSagas.SagaFunctions.Declared.Registration;

/// <summary>The participants that declared transactions may name, from the app's code and from the settings, which come first.</summary>
/// <remarks>Nobody can make the app call another host.</remarks>
public sealed class ParticipantRegistry
{
    public const string Section = "Participants";

    private readonly Dictionary<string, ParticipantSettings> _participants;

    /// <param name="known">Those that the app's code registers.</param>
    /// <exception cref="InvalidOperationException">A registration is not valid; every fault is named.</exception>
    internal ParticipantRegistry(IConfiguration configuration, IEnumerable<KeyValuePair<string, ParticipantSettings>> known) =>
        _participants = new Registrations<ParticipantSettings>(Section, "a participant", new ParticipantSettingsValidator(), FaultsOf)
            .Read(configuration, known);

    internal bool Contains(string name) => _participants.ContainsKey(name);

    /// <exception cref="InvalidOperationException">No participant of that name is registered.</exception>
    internal ParticipantSettings Find(string name) => _participants.GetValueOrDefault(name)
        ?? throw new InvalidOperationException($"Participant '{name}' is not registered: set '{Section}__{name}__BaseUrl'.");

    private static IEnumerable<string> FaultsOf(string prefix, ParticipantSettings settings)
    {
        var hasSecret = (settings.Key ?? settings.BearerToken ?? settings.Scope) is not null;
        if (hasSecret && settings.BaseUrl is { IsAbsoluteUri: true, IsLoopback: false, UserInfo.Length: 0 } url && url.Scheme == Uri.UriSchemeHttp)
        {
            yield return $"'{prefix}__BaseUrl' is '{url}'; a key or token is sent over https only, or to this machine.";
        }

        if (settings is { BearerToken: not null, Scope: not null })
        {
            yield return $"'{prefix}': BearerToken and Scope are both set; one of them says who the app is.";
        }
    }
}
