using System.Reflection;
using Mono.Cecil;

namespace DurableSagas.Architecture.Tests.Builds;

/// <summary>The output folder of a project, as it was built.</summary>
internal sealed record Build(string Folder)
{
    public static string RepositoryRoot { get; } = Setting("RepositoryRoot");

    /// <summary>What Azure gets, and LocalHost runs.</summary>
    public static Build App { get; } = new(Setting("App"));

    public static Build LocalHost { get; } = new(Setting("Host"));

    public string File(params string[] path) => Path.Combine([Folder, .. path]);

    /// <summary>Our assemblies in it.</summary>
    public IReadOnlyList<string> OwnAssemblies() =>
        [.. Directory.GetFiles(Folder, "DurableSagas.*.dll").Select(Path.GetFileNameWithoutExtension).OfType<string>().Order(StringComparer.Ordinal)];

    public ModuleDefinition Open(string assembly)
    {
        var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(Folder);
        return ModuleDefinition.ReadModule(File($"{assembly}.dll"), new ReaderParameters { AssemblyResolver = resolver });
    }

    private static string Setting(string key) => typeof(Build).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(setting => setting.Key == key).Value!;
}
