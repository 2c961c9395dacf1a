using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace DurableSagas.Functions.Declared.Participants;

/// <summary>The participants that declared transactions may name, from the settings; nobody can make the app call another host.</summary>
public sealed class ParticipantRegistry
{
    public const string Section = "Participants";

    private readonly Dictionary<string, ParticipantSettings> _participants;

    /// <exception cref="InvalidOperationException">A registration is not valid; every fault is named.</exception>
    public ParticipantRegistry(IConfiguration configuration)
    {
        _participants = configuration.GetSection(Section).GetChildren().ToDictionary(
            section => section.Key,
            section => section.Get<ParticipantSettings>() ?? new ParticipantSettings(),
            StringComparer.OrdinalIgnoreCase);
        string[] faults = [.. _participants.SelectMany(participant => Faults(participant.Key, participant.Value))];
        if (faults.Length > 0)
        {
            throw new InvalidOperationException($"Participants are registered with faults:{string.Concat(faults.Select(fault => $"\n- {fault}"))}");
        }
    }

    public bool Contains(string name) => _participants.ContainsKey(name);

    /// <exception cref="InvalidOperationException">No participant of that name is registered.</exception>
    public ParticipantSettings Find(string name) => _participants.GetValueOrDefault(name)
        ?? throw new InvalidOperationException($"Participant '{name}' is not registered: set '{Section}__{name}__BaseUrl'.");

    private static IEnumerable<string> Faults(string name, ParticipantSettings settings)
    {
        List<ValidationResult> results = [];
        Validator.TryValidateObject(settings, new ValidationContext(settings), results, validateAllProperties: true);
        foreach (var result in results)
        {
            yield return $"'{Section}__{name}__{result.MemberNames.FirstOrDefault()}': {result.ErrorMessage}";
        }

        if (settings.BaseUrl is { } url && (!url.IsAbsoluteUri || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp) || url.Query.Length > 0))
        {
            yield return $"'{Section}__{name}__BaseUrl' is '{url}'; it must be an absolute http or https URL without a query.";
        }

        if (settings.BearerToken is not null && settings.Scope is not null)
        {
            yield return $"'{Section}__{name}': BearerToken and Scope are both set; one of them says who the app is.";
        }
    }
}
