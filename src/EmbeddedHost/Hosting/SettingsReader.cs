using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace DurableSagas.EmbeddedHost.Hosting;

/// <summary>Reads typed settings out of host.json, gathers what is wrong, and remembers what nobody read.</summary>
internal sealed class SettingsReader(IConfiguration hostJson, IConfiguration appSettings)
{
    private readonly HashSet<string> _read = new(StringComparer.OrdinalIgnoreCase);

    public List<string> Faults { get; } = [];

    public string? Text(string path)
    {
        _read.Add(path);
        var text = hostJson[path];
        return text is ['%', .. var name, '%'] ? AppSetting(path, name) : text;
    }

    public int? Integer(string path, int minimum)
    {
        var text = Text(path);
        return text is null ? null
            : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= minimum ? value
            : Fault<int?>(path, text, $"a whole number of at least {minimum}");
    }

    public bool? Boolean(string path)
    {
        var text = Text(path);
        return text is null ? null : bool.TryParse(text, out var value) ? value : Fault<bool?>(path, text, "true or false");
    }

    public TimeSpan? Time(string path, TimeSpan minimum)
    {
        var text = Text(path);
        return text is null ? null
            : TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var value) && value >= minimum ? value
            : Fault<TimeSpan?>(path, text, $"a time of at least {minimum:c}, such as '00:00:30'");
    }

    public T? Choice<T>(string path, IReadOnlyDictionary<string, T> choices)
        where T : struct
    {
        var text = Text(path);
        return text is null ? null
            : choices.Where(choice => choice.Key.Equals(text, StringComparison.OrdinalIgnoreCase)).Select(choice => (T?)choice.Value).FirstOrDefault()
                ?? Fault<T?>(path, text, string.Join(" or ", choices.Keys));
    }

    public T? Fault<T>(string path, string? found, string expected)
    {
        Faults.Add($"'{Shown(path)}' is '{found}', expected {expected}.");
        return default;
    }

    public IEnumerable<IConfigurationSection> Children(string path)
    {
        foreach (var child in hostJson.GetSection(path).GetChildren())
        {
            _read.Add(child.Path);
            yield return child;
        }
    }

    public IReadOnlyList<string> Unread() =>
        [.. hostJson.AsEnumerable().Where(setting => setting.Value is not null && !_read.Contains(setting.Key)).Select(setting => Shown(setting.Key)).Order(StringComparer.Ordinal)];

    private string? AppSetting(string path, string name)
    {
        if (appSettings[name] is { } value)
        {
            return value;
        }

        Faults.Add($"'{Shown(path)}' names the app setting '%{name}%', which is not set.");
        return null;
    }

    private static string Shown(string path) => path.Replace(':', '.');
}
