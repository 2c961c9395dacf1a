using System.Reflection;

namespace DurableSagas.LocalHost.Tests.Apps.Hosting;

/// <summary>Where the host and the apps of these tests were built.</summary>
internal static class Builds
{
    public static string Host { get; } = PathOf("DurableSagas.LocalHost");

    public static string SampleApp { get; } = FolderOf("DurableSagas.SampleApp");

    public static string AspNetCoreApp { get; } = FolderOf("DurableSagas.AspNetCoreApp");

    private static string FolderOf(string assembly) => Path.GetDirectoryName(PathOf(assembly))!;

    private static string PathOf(string assembly) =>
        typeof(Builds).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(build => build.Key == assembly).Value!;
}
