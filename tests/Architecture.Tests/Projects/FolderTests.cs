using System.Text.RegularExpressions;

namespace DurableSagas.Architecture.Tests.Projects;

public sealed partial class FolderTests
{
    // Folders that use each other are one concept, or hold a third that both are about.
    [Theory]
    [InlineData("Functions")]
    [InlineData("LocalHost")]
    [InlineData("Participants")]
    [InlineData("Projections")]
    [InlineData("SagaFunctions")]
    [InlineData("Sagas")]
    [InlineData("Testing")]
    public void Folders_OfAProject_UseEachOtherOneWay(string name)
    {
        var uses = UsesOf(Project.All[name]);

        var circles = uses.Keys.Where(folder => uses[folder].Any(used => Reach(used, uses).Contains(folder)));

        Assert.InRange(uses.Count, 2, int.MaxValue);
        Assert.Empty(circles.Select(folder => $"{folder} uses {string.Join(", ", uses[folder].Where(used => Reach(used, uses).Contains(folder)))}"));
    }

    private static Dictionary<string, HashSet<string>> UsesOf(Project project)
    {
        var root = $"DurableSagas.{project.Name}";
        var files = project.Files().Select(File.ReadAllText)
            .Select(text => (Namespace: Declared().Match(text).Groups["name"].Value, Text: text))
            .Where(file => file.Namespace.Length > 0)
            .ToLookup(file => FolderOf(file.Namespace));
        var nouns = files[string.Empty].SelectMany(file => Types().Matches(file.Text)).Select(match => match.Groups["name"].Value).ToHashSet();
        return files.ToDictionary(
            folder => folder.Key,
            folder => folder.SelectMany(file => FoldersIn(file.Text)).Where(used => used != folder.Key).ToHashSet());

        string FolderOf(string name) => name[root.Length..].TrimStart('.').Split('.')[0];

        // What stands in no folder is seen without a using: there the names of its types tell.
        IEnumerable<string> FoldersIn(string text) => Used().Matches(text)
            .Select(match => match.Groups["name"].Value)
            .Where(used => used == root || used.StartsWith($"{root}.", StringComparison.Ordinal))
            .Select(FolderOf)
            .Concat(Words().Matches(text).Any(word => nouns.Contains(word.Value)) ? [string.Empty] : []);
    }

    private static HashSet<string> Reach(string folder, Dictionary<string, HashSet<string>> uses)
    {
        var reached = new HashSet<string>();
        var open = new Queue<string>([folder]);
        while (open.TryDequeue(out var next))
        {
            if (reached.Add(next))
            {
                uses.GetValueOrDefault(next, []).ToList().ForEach(open.Enqueue);
            }
        }

        return reached;
    }

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Declared();

    [GeneratedRegex(@"^using (static )?(?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Used();

    [GeneratedRegex(@"^(public|internal) [\w ]*?(class|record|struct|interface|enum) (struct |class )?(?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Types();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Words();
}
