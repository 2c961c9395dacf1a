using Mono.Cecil;

namespace DurableSagas.Architecture.Tests.Builds;

/// <summary>What runs locally is what runs in Azure: the host's engine is the one that the app's build packs.</summary>
public sealed class ExtensionVersionTests
{
    [Theory]
    [InlineData("Microsoft.Azure.WebJobs.Extensions.DurableTask")]
    [InlineData("Microsoft.Azure.WebJobs.Extensions.Storage.Queues")]
    [InlineData("DurableTask.AzureStorage")]
    [InlineData("DurableTask.Core")]
    public void Library_OfLocalHost_IsTheOneInTheAppsPackage(string assembly)
    {
        Assert.Equal(VersionOf(Build.App.File(".azurefunctions", $"{assembly}.dll")), VersionOf(Build.LocalHost.File($"{assembly}.dll")));
    }

    // The assembly's own version is 3.0.0.0 for every 3.x.
    private static string VersionOf(string path)
    {
        using var module = ModuleDefinition.ReadModule(path);
        return (string)module.Assembly.CustomAttributes.Single(attribute => attribute.AttributeType.Name == "AssemblyInformationalVersionAttribute").ConstructorArguments[0].Value;
    }
}
