using System.Text.Json.Nodes;
using DurableSagas.Infra.Tests.Commands;

namespace DurableSagas.Infra.Tests;

public sealed class ProjectTests
{
    [Fact]
    public async Task Functions_Project_IsAnAppOfVersion4WithHostJsonFromTheRoot()
    {
        var project = await EvaluateAppAsync("AzureStorage");

        var host = project["Items"]!["None"]!.AsArray().Single(item => (string?)item!["Link"] == "host.json")!;
        Assert.Equal(("v4", "Exe"), ((string?)project["Properties"]!["AzureFunctionsVersion"], (string?)project["Properties"]!["OutputType"]));
        Assert.Equal(("../../host.json", "PreserveNewest"), ((string?)host["Identity"], (string?)host["CopyToOutputDirectory"]));
        Assert.All(project["Items"]!["None"]!.AsArray().Where(item => ((string?)item!["Link"])?.StartsWith("local.settings", StringComparison.Ordinal) == true), item => Assert.Equal("Never", (string?)item!["CopyToPublishDirectory"]));
    }

    [Theory]
    [InlineData("AzureStorage", false)]
    [InlineData("DurableTaskScheduler", true)]
    public async Task Functions_Project_TakesMicrosoftsPackagesInCentralVersions(string taskHub, bool usesScheduler)
    {
        var project = await EvaluateAppAsync(taskHub);

        var references = await ReferencesAsync(project);
        var central = project["Items"]!["PackageVersion"]!.AsArray().Select(item => (string?)item!["Identity"]).ToHashSet();
        var microsofts = references.Select(item => (string)item["Identity"]!).Where(name => name.StartsWith("Microsoft.Azure.Functions.Worker", StringComparison.Ordinal)).ToArray();
        Assert.Superset(new HashSet<string>(["Microsoft.Azure.Functions.Worker", "Microsoft.Azure.Functions.Worker.Extensions.DurableTask", "Microsoft.Azure.Functions.Worker.Extensions.Http", "Microsoft.Azure.Functions.Worker.Extensions.Storage.Queues", "Microsoft.Azure.Functions.Worker.Extensions.Timer", "Microsoft.Azure.Functions.Worker.Sdk"]), microsofts.ToHashSet());
        Assert.Equal(usesScheduler, microsofts.Contains("Microsoft.Azure.Functions.Worker.Extensions.DurableTask.AzureManaged"));
        Assert.All(references, reference => Assert.Contains((string?)reference["Identity"], central));
        Assert.All(references, reference => Assert.Null((string?)reference["Version"]));
    }

    // The app's own, and those that it gets by way of the library.
    private static async Task<JsonNode[]> ReferencesAsync(JsonNode app)
    {
        var library = await EvaluateAsync("src/SagaFunctions/SagaFunctions.csproj");
        return [.. new[] { app, library }.SelectMany(project => project["Items"]!["PackageReference"]!.AsArray()).Select(item => item!)];
    }

    private static Task<JsonNode> EvaluateAppAsync(string taskHub) => EvaluateAsync("src/Functions/Functions.csproj", $"-p:TaskHubBackend={taskHub}");

    private static async Task<JsonNode> EvaluateAsync(params string[] project)
    {
        var evaluated = await Command.RunAsync(
            "dotnet",
            ["msbuild", .. project, "-getProperty:AzureFunctionsVersion", "-getProperty:OutputType", "-getItem:None", "-getItem:PackageReference", "-getItem:PackageVersion"],
            Repository.Root,
            TestContext.Current.CancellationToken);
        return JsonNode.Parse(evaluated.Output) ?? throw new InvalidOperationException(evaluated.Errors);
    }
}
