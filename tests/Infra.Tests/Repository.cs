using System.Reflection;
using System.Text.RegularExpressions;

namespace DurableSagas.Infra.Tests;

/// <summary>The files that the infrastructure must agree with.</summary>
internal static class Repository
{
    private static readonly string[] _notInAzure = ["DurableTask.Sqlite", "LocalHost", "Templates", "Testing"];

    public static string Root { get; } = Setting("RepositoryRoot");

    public static string File(params string[] path) => Path.Combine([Root, .. path]);

    public static string Setting(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(setting => setting.Key == key).Value!;

    /// <summary>The source code that runs in Azure.</summary>
    public static IEnumerable<string> Sources() =>
        from project in Directory.GetDirectories(File("src"))
        where !_notInAzure.Contains(Path.GetFileName(project))
        from file in Directory.EnumerateFiles(project, "*.cs", SearchOption.AllDirectories)
        where !file.Split(Path.DirectorySeparatorChar).Any(folder => folder is "bin" or "obj")
        select System.IO.File.ReadAllText(file);

    /// <summary>What the group 'name' of a pattern matches in the source code.</summary>
    public static SortedSet<string> Names(Regex pattern) =>
        new(Sources().SelectMany(source => pattern.Matches(source)).Select(match => match.Groups["name"].Value), StringComparer.Ordinal);
}
