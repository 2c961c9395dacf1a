using System.Diagnostics;
using System.Globalization;

namespace DurableSagas.Benchmarks.Hosts;

/// <summary>What a process and those that it started have used, as the operating system says.</summary>
/// <param name="Root">Processor time of the first process.</param>
/// <param name="Others">Processor time of those that it started.</param>
/// <param name="Resident">Bytes of memory of the first process.</param>
/// <param name="OthersResident">Bytes of memory of those that it started.</param>
/// <remarks>Elsewhere than on Linux, where nothing says at once who started whom, the others are left out.</remarks>
internal readonly record struct ProcessTree(TimeSpan Root, TimeSpan Others, long Resident, long OthersResident)
{
    public TimeSpan Cpu => Root + Others;

    public static ProcessTree Of(Process root)
    {
        root.Refresh();
        var tree = new ProcessTree(root.TotalProcessorTime, TimeSpan.Zero, root.WorkingSet64, 0);
        foreach (var id in Ids(root.Id).Skip(1))
        {
            try
            {
                using var process = Process.GetProcessById(id);
                tree = tree with { Others = tree.Others + process.TotalProcessorTime, OthersResident = tree.OthersResident + process.WorkingSet64 };
            }
            catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
            {
                // It ended between the look at the list and the look at itself.
            }
        }

        return tree;
    }

    /// <summary>Of the process, and of those that it started.</summary>
    public static IReadOnlyList<int> Ids(int root)
    {
        List<int> found = [root];
        if (OperatingSystem.IsLinux())
        {
            var parents = Parents();
            Queue<int> open = new([root]);
            while (open.TryDequeue(out var parent))
            {
                int[] children = [.. parents.Where(process => process.Parent == parent).Select(process => process.Id)];
                found.AddRange(children);
                Array.ForEach(children, open.Enqueue);
            }
        }

        return found;
    }

    private static List<(int Id, int Parent)> Parents()
    {
        List<(int, int)> parents = [];
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && ParentOf(folder) is { } parent)
            {
                parents.Add((id, parent));
            }
        }

        return parents;
    }

    private static int? ParentOf(string folder)
    {
        try
        {
            // The name of the program stands in brackets, and may hold blanks and brackets: after the last are state and parent.
            var stat = File.ReadAllText(Path.Combine(folder, "stat"));
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
