using System.Text.RegularExpressions;
using DurableSagas.Architecture.Tests.Builds;

namespace DurableSagas.Architecture.Tests.Projects;

public sealed partial class SourceTests
{
    private const int MaxLines = 300;
    private const int MaxLinesOfATest = 400;

    // Microsoft's types come from Microsoft's packages: who writes one anew tests the imitation.
    [Fact]
    public void Namespaces_OfEveryProject_AreOurs()
    {
        var declared = Project.All.Values.SelectMany(project => project.Files())
            .SelectMany(file => Namespace().Matches(File.ReadAllText(file)).Select(match => (File: Path.GetRelativePath(Build.RepositoryRoot, file), Name: match.Groups["name"].Value)))
            .ToList();

        Assert.NotEmpty(declared);
        Assert.DoesNotContain(declared, found => !IsOurs(found.Name));
    }

    [Fact]
    public void Files_OfEveryProject_StayUnderTheCeiling()
    {
        var tooLong = Project.All.Values.SelectMany(project => project.Files().Select(file =>
                (File: Path.GetRelativePath(Build.RepositoryRoot, file), Lines: File.ReadLines(file).Count(), Ceiling: Project.Sources.Contains(project) ? MaxLines : MaxLinesOfATest)))
            .Where(file => file.Lines > file.Ceiling);

        Assert.Empty(tooLong);
    }

    private static bool IsOurs(string name) => name == "DurableSagas" || name.StartsWith("DurableSagas.", StringComparison.Ordinal);

    [GeneratedRegex(@"^\s*namespace\s+(?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
