using System.Reflection;

namespace DurableSagas.Packages.Tests;

/// <summary>Where this build's projects and packages are.</summary>
internal static class Repository
{
    public static string Root { get; } = Setting("RepositoryRoot");

    public static string Configuration { get; } = Setting("Configuration");

    /// <summary>Where NuGet unpacks what a restore takes.</summary>
    public static string PackageRoot { get; } = Setting("PackageRoot");

    private static string Setting(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(setting => setting.Key == key).Value!;
}
