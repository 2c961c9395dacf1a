using System.Xml.Linq;
using DurableSagas.Architecture.Tests.Builds;

namespace DurableSagas.Architecture.Tests.Projects;

/// <summary>A project of the solution, as its file tells of it.</summary>
internal sealed record Project(string Name, string Folder, IReadOnlyList<string> References, IReadOnlyList<string> Packages, IReadOnlyList<string> Removed)
{
    public static IReadOnlyDictionary<string, Project> All { get; } = File.ReadLines(Path.Combine(Build.RepositoryRoot, "Functions.sln"))
        .Where(line => line.StartsWith("Project(", StringComparison.Ordinal) && line.Contains(".csproj\"", StringComparison.Ordinal))
        .Select(line => Path.Combine(Build.RepositoryRoot, line.Split('"')[5].Replace('\\', Path.DirectorySeparatorChar)))
        // What a template's files are compiled into is made of them elsewhere.
        .Where(path => Path.GetFileNameWithoutExtension(path) != "Templates")
        .Select(Read)
        .ToDictionary(project => project.Name);

    public static IReadOnlyList<Project> Sources { get; } = [.. All.Values.Where(project => project.Folder.StartsWith(Path.Combine(Build.RepositoryRoot, "src"), StringComparison.Ordinal))];

    /// <summary>All projects that it refers to, also by way of others.</summary>
    public IReadOnlySet<string> Reach()
    {
        var reached = new HashSet<string>();
        var open = new Queue<string>(References);
        while (open.TryDequeue(out var name))
        {
            if (reached.Add(name) && All.TryGetValue(name, out var project))
            {
                project.References.ToList().ForEach(open.Enqueue);
            }
        }

        return reached;
    }

    /// <summary>The source files, without what a build generates, and folders that it leaves alone.</summary>
    public IEnumerable<string> Files() => Directory.EnumerateFiles(Folder, "*.cs", SearchOption.AllDirectories)
        .Where(file => !Path.GetRelativePath(Folder, file).Split(Path.DirectorySeparatorChar).Any(folder => folder is "bin" or "obj" || Removed.Contains($"{folder}/**")));

    private static Project Read(string path)
    {
        var file = XDocument.Load(path);
        return new Project(
            Path.GetFileNameWithoutExtension(path),
            Path.GetDirectoryName(path)!,
            [.. Included(file, "ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference))],
            [.. Included(file, "PackageReference")],
            [.. file.Descendants("Compile").Select(item => (string?)item.Attribute("Remove")).OfType<string>()]);
    }

    private static IEnumerable<string> Included(XDocument file, string item) => file.Descendants(item).Select(reference => (string?)reference.Attribute("Include")).OfType<string>();
}
