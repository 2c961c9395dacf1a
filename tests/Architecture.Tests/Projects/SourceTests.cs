using System.Text.RegularExpressions;
using DurableSagas.Architecture.Tests.Builds;

namespace DurableSagas.Architecture.Tests.Projects;

public sealed partial class SourceTests
{
    private const int MaxLines = 300;
    private const int MaxLinesOfATest = 400;
    private const int MaxMedian = 60;
    private const int MaxLength = 160;
    private const int MaxFilesOfAFolder = 12;

    public static TheoryData<string> Sources => [.. Project.Sources.Select(project => project.Name)];

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

    [Theory]
    [MemberData(nameof(Sources))]
    public void Files_OfASourceProject_AreShortOnTheWhole(string name)
    {
        int[] lines = [.. Project.All[name].Files().Select(file => File.ReadLines(file).Count()).Order()];

        Assert.InRange(lines[lines.Length / 2], 1, MaxMedian - 1);
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Lines_OfASourceProject_FitAScreen(string name)
    {
        var tooLong = Project.All[name].Files()
            .SelectMany(file => File.ReadLines(file).Select((line, index) => (Place: $"{Path.GetRelativePath(Build.RepositoryRoot, file)}:{index + 1}", line.Length)))
            .Where(line => line.Length > MaxLength);

        Assert.Empty(tooLong);
    }

    // What does not fit is more than one idea.
    [Theory]
    [MemberData(nameof(Sources))]
    public void Folders_OfASourceProject_HoldAFewFilesEach(string name)
    {
        var tooFull = Project.All[name].Files()
            .GroupBy(file => Path.GetRelativePath(Build.RepositoryRoot, Path.GetDirectoryName(file)!))
            .Select(folder => (Folder: folder.Key, Files: folder.Count()))
            .Where(folder => folder.Files > MaxFilesOfAFolder);

        Assert.Empty(tooFull);
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Namespaces_OfASourceProject_AreItsFolders(string name)
    {
        var project = Project.All[name];

        var elsewhere = project.Files()
            .SelectMany(file => Namespace().Matches(File.ReadAllText(file)).Select(match => (File: file, Name: match.Groups["name"].Value)))
            .Where(found => found.Name != NamespaceOf(project, found.File))
            .Select(found => $"{Path.GetRelativePath(Build.RepositoryRoot, found.File)} says {found.Name}");

        Assert.Empty(elsewhere);
    }

    private static string NamespaceOf(Project project, string file) =>
        string.Join('.', ["DurableSagas", project.Name, .. Path.GetRelativePath(project.Folder, file).Split(Path.DirectorySeparatorChar)[..^1]]);

    private static bool IsOurs(string name) => name == "DurableSagas" || name.StartsWith("DurableSagas.", StringComparison.Ordinal);

    [GeneratedRegex(@"^\s*namespace\s+(?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
