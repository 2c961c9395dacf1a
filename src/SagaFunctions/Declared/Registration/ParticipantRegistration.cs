using Microsoft.Extensions.Configuration;

namespace DurableSagas.SagaFunctions.Declared.Registration;

/// <summary>Reads and checks the registration of one participant, and names every setting that is faulty.</summary>
internal static class ParticipantRegistration
{
    private static readonly ParticipantSettingsValidator _validator = new();
    private static readonly string[] _known = [.. typeof(ParticipantSettings).GetProperties().Select(property => property.Name)];

    public static ParticipantSettings Read(IConfigurationSection section, List<string> faults)
    {
        var prefix = PrefixOf(section.Key);
        faults.AddRange(section.GetChildren()
            .Where(setting => !_known.Contains(setting.Key, StringComparer.OrdinalIgnoreCase))
            .Select(setting => $"'{prefix}__{setting.Key}' is no setting of a participant; expected {string.Join(", ", _known)}."));
        try
        {
            return Check(section.Key, section.Get<ParticipantSettings>() ?? new ParticipantSettings(), faults);
        }
        catch (InvalidOperationException unreadable)
        {
            faults.Add($"'{prefix}': {unreadable.Message}");
            return new ParticipantSettings();
        }
    }

    public static ParticipantSettings Check(string name, ParticipantSettings settings, List<string> faults)
    {
        faults.AddRange(Faults(PrefixOf(name), settings));
        return settings;
    }

    private static string PrefixOf(string name) => $"{ParticipantRegistry.Section}__{name}";

    private static IEnumerable<string> Faults(string prefix, ParticipantSettings settings)
    {
        foreach (var fault in _validator.Validate(prefix, settings).Failures ?? [])
        {
            yield return fault;
        }

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
