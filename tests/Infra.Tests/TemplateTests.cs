using System.Text.Json.Nodes;
using DurableSagas.Infra.Tests.Commands;

namespace DurableSagas.Infra.Tests;

public sealed class TemplateTests
{
    private static readonly string _infra = Repository.File("infra");

    [Fact]
    public async Task Templates_Linted_WithNoFinding()
    {
        var result = await Bicep.RunAsync(_infra, "lint", "main.bicepparam");

        Assert.Equal("", result.Output + result.Errors);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public void Linter_EveryRule_IsAnError()
    {
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(_infra, "bicepconfig.json")))!;

        var levels = config["analyzers"]!["core"]!["rules"]!.AsObject().Select(rule => (string)rule.Value!["level"]!);

        Assert.All(levels, level => Assert.Equal("error", level));
    }

    [Fact]
    public async Task Templates_Formatted_AsTheFormatterWould()
    {
        using var copy = new RepositoryCopy("host.json", "infra");

        var result = await Bicep.RunAsync(copy.Folder, "format", "--pattern", "infra/**/*.bicep");

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.All(
            Directory.EnumerateFiles(_infra, "*.bicep", SearchOption.AllDirectories),
            file => Assert.Equal(File.ReadAllText(copy.File(Path.GetRelativePath(Repository.Root, file))), File.ReadAllText(file)));
    }

    [Fact]
    public async Task Template_ParametersAndOutputs_HoldNoSecret()
    {
        var template = await BuildAsync();
        var parameters = template["parameters"]!.AsObject();
        var outputs = template["outputs"]!.AsObject();

        Assert.All(parameters, parameter => Assert.DoesNotContain("secure", (string?)parameter.Value!["type"] ?? "", StringComparison.OrdinalIgnoreCase));
        Assert.All(parameters, parameter => Assert.NotEmpty((string)parameter.Value!["metadata"]!["description"]!));
        Assert.Equal(["baseUrl", "functionAppName"], outputs.Select(output => output.Key).Order(StringComparer.Ordinal));
        Assert.DoesNotMatch("(?i)list(account|host)?keys|listAccountSas|listServiceSas|listSecrets", template.ToJsonString());
    }

    private static async Task<JsonNode> BuildAsync()
    {
        var result = await Bicep.RunAsync(_infra, "build", "main.bicep", "--stdout");
        Assert.True(result.ExitCode == 0, result.Errors);
        return JsonNode.Parse(result.Output)!;
    }
}
