using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace DurableSagas.Functions.Declared.Participants;

/// <summary>Reads the settings of one participant, and names every one that is faulty.</summary>
internal static class ParticipantRegistration
{
    private static readonly string[] _known = [.. typeof(ParticipantSettings).GetProperties().Select(property => property.Name)];

    public static ParticipantSettings Read(IConfigurationSection section, List<string> faults)
    {
        var prefix = $"{ParticipantRegistry.Section}__{section.Key}";
        faults.AddRange(section.GetChildren()
            .Where(setting => !_known.Contains(setting.Key, StringComparer.OrdinalIgnoreCase))
            .Select(setting => $"'{prefix}__{setting.Key}' is no setting of a participant; expected {string.Join(", ", _known)}."));
        try
        {
            var settings = section.Get<ParticipantSettings>() ?? new ParticipantSettings();
            faults.AddRange(Faults(prefix, settings));
            return settings;
        }
        catch (InvalidOperationException unreadable)
        {
            faults.Add($"'{prefix}': {unreadable.Message}");
            return new ParticipantSettings();
        }
    }

    private static IEnumerable<string> Faults(string prefix, ParticipantSettings settings)
    {
        List<ValidationResult> results = [];
        Validator.TryValidateObject(settings, new ValidationContext(settings), results, validateAllProperties: true);
        return results.Select(result => $"'{prefix}__{result.MemberNames.FirstOrDefault()}': {result.ErrorMessage}")
            .Concat(UrlFault(settings) is { } fault ? [$"'{prefix}__BaseUrl' {fault}"] : [])
            .Concat(ShortSecrets(prefix, settings))
            .Concat(settings is { BearerToken: not null, Scope: not null } ? [$"'{prefix}': BearerToken and Scope are both set; one of them says who the app is."] : []);
    }

    private static IEnumerable<string> ShortSecrets(string prefix, ParticipantSettings settings) =>
        from secret in new[] { (Name: nameof(settings.Key), Value: settings.Key), (Name: nameof(settings.BearerToken), Value: settings.BearerToken) }
        where secret.Value is { Length: < Secrets.ShortestSecret }
        select $"'{prefix}__{secret.Name}' has {secret.Value.Length} characters; it needs {Secrets.ShortestSecret} at least, so that an answer that echoes it can be told from one that holds the same by chance.";

    private static string? UrlFault(ParticipantSettings settings) => settings switch
    {
        { BaseUrl: null } => null,
        { BaseUrl.IsAbsoluteUri: false } => $"is '{settings.BaseUrl}'; it must be an absolute URL.",
        // Not quoted: the user information may be a password.
        { BaseUrl.UserInfo.Length: > 0 } => "must not hold a user or password; set Key, BearerToken or Scope.",
        { BaseUrl: var url } when (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp) || url.Query.Length > 0 || url.Fragment.Length > 0 =>
            $"is '{url}'; it must be an http or https URL without query and fragment.",
        { BaseUrl: var url } when url.Scheme == Uri.UriSchemeHttp && !url.IsLoopback && (settings.Key ?? settings.BearerToken ?? settings.Scope) is not null =>
            $"is '{url}'; a key or token is sent over https only, or to this machine.",
        _ => null,
    };
}
