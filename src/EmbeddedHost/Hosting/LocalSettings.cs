using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DurableSagas.EmbeddedHost.Hosting;

/// <summary>local.settings.json, or the sample when there is none: settings for this machine, as func reads them.</summary>
internal sealed record LocalSettings
{
    public const string FileName = "local.settings.json";
    public const string SampleFileName = "local.settings.sample.json";

    private static readonly JsonDocumentOptions _lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    public string? Path { get; private init; }

    /// <summary>In the form of configuration keys, with ':' between the parts.</summary>
    public IReadOnlyDictionary<string, string?> Values { get; private init; } = new Dictionary<string, string?>();

    public int? HttpPort { get; private init; }

    public static LocalSettings Load(HostFolders folders) =>
        (folders.Find(FileName) ?? folders.Find(SampleFileName)) is { } path ? Read(path, File.ReadAllText(path)) : new();

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
                Values = Section(file, "Values", string.Empty).Concat(Section(file, "ConnectionStrings", "ConnectionStrings:"))
                    .ToDictionary(StringComparer.OrdinalIgnoreCase),
                HttpPort = (int?)file["Host"]?["LocalHttpPort"],
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or NullReferenceException)
        {
            throw new HostStartException($"'{path}' cannot be read: {exception.Message}", exception);
        }
    }

    private static IEnumerable<KeyValuePair<string, string?>> Section(JsonObject file, string name, string prefix) =>
        (file[name]?.AsObject() ?? []).Select(setting => KeyValuePair.Create(
            prefix + setting.Key.Replace("__", ":", StringComparison.Ordinal),
            setting.Value is JsonValue value ? Convert.ToString(value, CultureInfo.InvariantCulture) : setting.Value?.ToJsonString()));
}
