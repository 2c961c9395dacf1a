using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace DurableSagas.SagaFunctions.Settings;

/// <summary>What is registered under names, <c>{Section}__{name}__…</c>: by the settings, which come first, and by the app's code.</summary>
/// <param name="what">What is registered: "a participant".</param>
/// <param name="faultsOf">What is wrong with the settings of this prefix beside what the validator finds.</param>
internal sealed class Registrations<TSettings>(
    string section, string what, IValidateOptions<TSettings> validator, Func<string, TSettings, IEnumerable<string>> faultsOf)
    where TSettings : class, new()
{
    private static readonly string[] _known = [.. typeof(TSettings).GetProperties().Select(property => property.Name)];

    private readonly List<string> _faults = [];

    /// <exception cref="InvalidOperationException">A registration is not valid; every fault is named.</exception>
    public Dictionary<string, TSettings> Read(IConfiguration configuration, IEnumerable<KeyValuePair<string, TSettings>> known)
    {
        Dictionary<string, TSettings> registered = new(StringComparer.OrdinalIgnoreCase);
        foreach (var named in configuration.GetSection(section).GetChildren())
        {
            registered[named.Key] = Read(named);
        }

        foreach (var (name, settings) in known.Where(named => !registered.ContainsKey(named.Key)))
        {
            registered[name] = Checked(name, settings);
        }

        return _faults.Count == 0
            ? registered
            : throw new InvalidOperationException($"{section} are registered with faults:{string.Concat(_faults.Select(fault => $"\n- {fault}"))}");
    }

    private TSettings Read(IConfigurationSection named)
    {
        var prefix = PrefixOf(named.Key);
        _faults.AddRange(named.GetChildren()
            .Where(setting => !_known.Contains(setting.Key, StringComparer.OrdinalIgnoreCase))
            .Select(setting => $"'{prefix}__{setting.Key}' is no setting of {what}; expected {string.Join(", ", _known)}."));
        try
        {
            return Checked(named.Key, named.Get<TSettings>() ?? new TSettings());
        }
        catch (InvalidOperationException unreadable)
        {
            _faults.Add($"'{prefix}': {unreadable.Message}");
            return new TSettings();
        }
    }

    private TSettings Checked(string name, TSettings settings)
    {
        var prefix = PrefixOf(name);
        _faults.AddRange(validator.Validate(prefix, settings).Failures ?? []);
        _faults.AddRange(faultsOf(prefix, settings));
        return settings;
    }

    private string PrefixOf(string name) => $"{section}__{name}";
}
