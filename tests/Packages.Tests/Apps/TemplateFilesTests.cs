using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace DurableSagas.Packages.Tests.Apps;

/// <summary>What the template says again of this repository, it says alike.</summary>
public sealed class TemplateFilesTests
{
    private static readonly string _template = Path.Combine(Repository.Root, "src", "Templates", "Shop");

    [Theory]
    [InlineData("Shop.csproj")]
    [InlineData("tests/Shop.Tests/Shop.Tests.csproj")]
    public void Packages_OfOthers_AreOfTheVersionsThatThisBuildIsTestedWith(string project)
    {
        var central = Items(Path.Combine(Repository.Root, "src", "Directory.Packages.props"), "PackageVersion");

        var named = Items(Path.Combine(_template, project), "PackageReference").Where(package => !package.Key.StartsWith("DurableSagas", StringComparison.Ordinal));

        Assert.NotEmpty(named);
        Assert.All(named, package => Assert.Equal(central[package.Key], package.Value));
    }

    [Fact]
    public async Task HostJson_OfTheTemplate_IsThisOnesButForItsHub()
    {
        var here = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "host.json"), TestContext.Current.CancellationToken))!;
        var there = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(_template, "host.json"), TestContext.Current.CancellationToken))!;

        Assert.Equal("Shop", (string?)there["extensions"]!["durableTask"]!["hubName"]);
        there["extensions"]!["durableTask"]!["hubName"] = (string?)here["extensions"]!["durableTask"]!["hubName"];
        Assert.True(JsonNode.DeepEquals(here, there), there.ToJsonString());
    }

    private static Dictionary<string, string> Items(string file, string item) =>
        XDocument.Load(file).Descendants(item).ToDictionary(element => (string)element.Attribute("Include")!, element => (string)element.Attribute("Version")!);
}
