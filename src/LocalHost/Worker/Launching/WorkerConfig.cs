using System.Text.Json;

namespace DurableSagas.LocalHost.Worker.Launching;

/// <summary>How the app's worker is started, as its build wrote into <c>worker.config.json</c>.</summary>
internal sealed record WorkerConfig(string ExecutablePath, string WorkerPath)
{
    public const string FileName = "worker.config.json";

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    public static WorkerConfig Read(string appFolder)
    {
        var path = Path.Combine(appFolder, FileName);
        if (!File.Exists(path))
        {
            throw new WorkerStartException(
                $"'{appFolder}' has no '{FileName}': it is not the output folder of an isolated-worker function app. " +
                "Build or publish the app, and give the folder that was written.");
        }

        var description = Description(path);
        var workerPath = Expand(Text(description, "defaultWorkerPath", path), appFolder);
        if (!File.Exists(Path.Combine(appFolder, workerPath)))
        {
            throw new WorkerStartException($"'{path}' names the worker '{workerPath}', which is not there. Build the app anew.");
        }

        return new WorkerConfig(Expand(Text(description, "defaultExecutablePath", path), appFolder), workerPath);
    }

    private static JsonElement Description(string path)
    {
        try
        {
            var json = JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(path), _json);
            return json.ValueKind == JsonValueKind.Object && json.TryGetProperty("description", out var description)
                && description.ValueKind == JsonValueKind.Object
                ? description
                : throw new WorkerStartException($"'{path}' has no object 'description'.");
        }
        catch (JsonException exception)
        {
            throw new WorkerStartException($"'{path}' is not JSON: {exception.Message}", exception);
        }
    }

    private static string Text(JsonElement description, string property, string path) =>
        description.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : throw new WorkerStartException($"'{path}' does not say 'description.{property}'.");

    private static string Expand(string path, string appFolder) =>
        path.Replace("{WorkerRoot}", appFolder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
