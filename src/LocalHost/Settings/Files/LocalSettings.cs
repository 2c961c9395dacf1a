using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DurableSagas.LocalHost.Settings.Files;

/// <summary>local.settings.json, or the sample when there is none: settings for this machine, as func reads them.</summary>
internal sealed record LocalSettings
{
    public const string FileName = "local.settings.json";
    public const string SampleFileName = "local.settings.sample.json";

    private static readonly JsonDocumentOptions _lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    public string? Path { get; private init; }

    public bool IsSample => System.IO.Path.GetFileName(Path) == SampleFileName;

    /// <summary>By the names that the worker finds in its environment.</summary>
    public IReadOnlyDictionary<string, string> Values { get; private init; } = new Dictionary<string, string>();

    public int? HttpPort { get; private init; }

    /// <summary>The first of the folders that has the file; only then the first that has the sample.</summary>
    public static LocalSettings Load(IReadOnlyList<string> folders, bool orSample) =>
        (Find(folders, FileName) ?? (orSample ? Find(folders, SampleFileName) : null)) is { } path ? Read(path, File.ReadAllText(path)) : new();

    private static string? Find(IReadOnlyList<string> folders, string name) =>
        folders.Select(folder => System.IO.Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    private static LocalSettings Read(string path, string text)
    {
        try
        {
            var file = JsonNode.Parse(text, documentOptions: _lenient)!.AsObject();
            if ((bool?)file["IsEncrypted"] is true)
            {
                throw new HostStartException($"'{path}' is encrypted. Run 'func settings decrypt', or set its values again.");
            }

            return new()
            {
                Path = path,
                Values = Section(file, "Values", string.Empty).Concat(Section(file, "ConnectionStrings", "ConnectionStrings__"))
                    .ToDictionary(StringComparer.OrdinalIgnoreCase),
                HttpPort = (int?)file["Host"]?["LocalHttpPort"],
            };
        }
        catch (Exception exception) when (
            exception is JsonException or InvalidOperationException or FormatException or NullReferenceException or ArgumentException)
        {
            throw new HostStartException($"'{path}' cannot be read: {exception.Message}", exception);
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Section(JsonObject file, string name, string prefix) =>
        (file[name]?.AsObject() ?? []).Select(setting => KeyValuePair.Create(prefix + setting.Key, Text(setting.Value)));

    private static string Text(JsonNode? value) => value is JsonValue scalar
        ? Convert.ToString(scalar, CultureInfo.InvariantCulture) ?? string.Empty
        : value?.ToJsonString() ?? string.Empty;
}
