using Microsoft.Extensions.Configuration;

namespace DurableSagas.LocalHost.Settings.Files;

/// <summary>Reads typed settings out of host.json, and gathers what is wrong.</summary>
internal sealed class SettingsReader(IConfiguration hostJson, IConfiguration appSettings)
{
    public List<string> Faults { get; } = [];

    public string? Text(string path)
    {
        var text = hostJson[path];
        return text is ['%', .. { Length: > 0 } name, '%'] ? AppSetting(path, name) : text;
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
        Faults.Add(found is null ? $"'{Shown(path)}' is missing, expected {expected}." : $"'{Shown(path)}' is '{found}', expected {expected}.");
        return default;
    }

    public IReadOnlyList<IConfigurationSection> Children(string path) => [.. hostJson.GetSection(path).GetChildren()];

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
