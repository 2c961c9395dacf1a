using System.Text.RegularExpressions;
using DurableSagas.Infra.Tests.Commands;
using YamlDotNet.RepresentationModel;

namespace DurableSagas.Infra.Tests.Workflows;

public sealed partial class WorkflowTests(Linter linter)
{
    private static readonly string[] _files = Directory.GetFiles(Repository.File(".github", "workflows"), "*.yml");

    [Fact]
    public async Task Workflows_CheckedByGitHubsLanguageService_WithNoFinding()
    {
        var findings = await linter.FindingsAsync("workflows.mjs", _files);

        Assert.Equal("", findings);
    }

    [Fact]
    public void Actions_OfOthers_ArePinnedToACommitWithItsVersionBeside()
    {
        var uses = _files.SelectMany(File.ReadLines).Where(line => line.Contains("uses:", StringComparison.Ordinal) && !line.Contains("uses: ./", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(uses);
        Assert.All(uses, line => Assert.Matches(Pinned(), line));
    }

    [Fact]
    public void Actions_OfOneVersion_AreOneCommit()
    {
        var commits = _files.SelectMany(File.ReadLines).Select(line => Pinned().Match(line)).Where(match => match.Success)
            .GroupBy(match => match.Groups["action"].Value, match => match.Groups["pin"].Value);

        Assert.All(commits, pins => Assert.Single(pins.Distinct(StringComparer.Ordinal)));
    }

    [Fact]
    public void Workflows_Permissions_AreToReadOnlyButWhereAzureIsAsked()
    {
        foreach (var file in _files)
        {
            var workflow = Read(file);

            Assert.Equal("contents: read", Permissions(workflow));
            Assert.All(Jobs(workflow), job => Assert.Equal(LogsInToAzure(job) ? "contents: read, id-token: write" : null, Permissions(job)));
        }
    }

    [Fact]
    public void Workflows_Secrets_AreNone()
    {
        Assert.All(_files, file => Assert.DoesNotContain("secrets", File.ReadAllText(file), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Deploy_Bicep_IsTheVersionThatTheTestsUse()
    {
        var deploy = Read(Repository.File(".github", "workflows", "deploy.yml"));

        var version = deploy["env"]["BICEP_VERSION"].ToString();

        Assert.Equal($"v{Repository.Setting("BicepVersion")}", version);
    }

    private static YamlMappingNode Read(string file)
    {
        var yaml = new YamlStream();
        using var text = File.OpenText(file);
        yaml.Load(text);
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    private static IEnumerable<YamlMappingNode> Jobs(YamlMappingNode workflow) => ((YamlMappingNode)workflow["jobs"]).Children.Values.Cast<YamlMappingNode>();

    private static bool LogsInToAzure(YamlMappingNode job) => job.AllNodes.OfType<YamlScalarNode>().Any(node => node.Value!.StartsWith("azure/login@", StringComparison.Ordinal));

    private static string? Permissions(YamlMappingNode node) => node.Children.TryGetValue("permissions", out var permissions)
        ? string.Join(", ", ((YamlMappingNode)permissions).Children.Select(permission => $"{permission.Key}: {permission.Value}"))
        : null;

    [GeneratedRegex(@"uses: (?<action>[\w-]+/[\w-]+)@(?<pin>[0-9a-f]{40} # v\d+\.\d+\.\d+)$")]
    private static partial Regex Pinned();
}
