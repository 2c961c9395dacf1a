using DurableSagas.LocalHost.Keys;
using DurableSagas.LocalHost.Settings.Files;
using Microsoft.Extensions.Configuration;

namespace DurableSagas.LocalHost.Settings;

/// <summary>All that the host is told before it starts: command line over environment over local settings over host.json.</summary>
internal sealed class HostSettings
{
    private readonly IReadOnlyList<IReadOnlyDictionary<string, string?>> _below;
    private readonly IConfiguration _environment;
    private readonly Dictionary<string, string?> _above;

    public HostSettings(HostArguments arguments, IConfiguration environment, string workingFolder)
    {
        Arguments = arguments;
        Folder = AppFolder.Open(arguments.AppFolder);
        WorkingFolder = workingFolder;
        _environment = environment;
        Local = LocalSettings.Load([Folder.Path, workingFolder], orSample: !new HostKeys(environment).AreConfigured);
        _above = arguments.TaskHub is { } store ? new() { [TaskHubStore.Setting] = store } : [];
        var local = Local.Values.ToDictionary(setting => Key(setting.Key), setting => (string?)setting.Value, StringComparer.OrdinalIgnoreCase);
        var app = AddTo(new ConfigurationBuilder(), [local]).Build();
        Keys = new HostKeys(app);
        Address = ListenAddress.Of(arguments, Local.HttpPort, Keys);
        HostJson = HostJsonFile.Load(Folder, app);
        EnvironmentName = HostEnvironment.NameOf(app, Keys);
        TaskHub = TaskHubStore.Of(TaskHubStore.Setting, app[TaskHubStore.Setting] ?? TaskHubStore.Sqlite);
        TaskHubFile = app[TaskHubStore.FileSetting];
        MaxBodyBytes = BodyLimit.Of(app);
        _above[TaskHubStore.Setting] = TaskHub;
        _above[HostEnvironment.Setting] = EnvironmentName;
        _below = [HostJson.WebJobs, local];
    }

    public HostArguments Arguments { get; }

    public AppFolder Folder { get; }

    /// <summary>Data of this machine's own is kept below it.</summary>
    public string WorkingFolder { get; }

    public LocalSettings Local { get; }

    public HostKeys Keys { get; }

    public ListenAddress Address { get; }

    public HostJson HostJson { get; }

    public string EnvironmentName { get; }

    public string TaskHub { get; }

    /// <summary>Null: one of the hub's name, below the working folder.</summary>
    public string? TaskHubFile { get; }

    public int MaxBodyBytes { get; }

    public void AddTo(IConfigurationBuilder builder) => AddTo(builder, _below);

    /// <summary>What the worker finds in its environment besides what this process has in its own.</summary>
    public IReadOnlyDictionary<string, string> WorkerSettings()
    {
        var settings = Local.Values.Where(setting => _environment[Key(setting.Key)] is null).ToDictionary(StringComparer.OrdinalIgnoreCase);
        settings[HostEnvironment.Setting] = EnvironmentName;
        return settings;
    }

    private IConfigurationBuilder AddTo(IConfigurationBuilder builder, IEnumerable<IReadOnlyDictionary<string, string?>> below)
    {
        foreach (var settings in below)
        {
            builder.AddInMemoryCollection(settings);
        }

        return builder.AddConfiguration(_environment).AddInMemoryCollection(_above);
    }

    private static string Key(string name) => name.Replace("__", ":", StringComparison.Ordinal);
}
