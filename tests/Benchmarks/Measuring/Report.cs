using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace DurableSagas.Benchmarks.Measuring;

/// <summary>Collects figures, shows each as it comes, and all of them at the end.</summary>
internal sealed class Report(TextWriter output)
{
    // Between the two stores whose figures a ratio compares.
    private const char Beside = '/';

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly List<Figure> _figures = [];
    private readonly long _began = Stopwatch.GetTimestamp();

    public void Begin(string workload) => Say($"-- {workload}");

    public void Say(string progress) => output.WriteLine($"{Stopwatch.GetElapsedTime(_began).TotalSeconds,6:F1} s  {progress}");

    public void Add(string workload, string store, string metric, double value, string unit)
    {
        var figure = new Figure(workload, store, metric, value, unit);
        _figures.Add(figure);
        Say($"   {store,-19} {metric,-26} {Text(value),12} {unit}");
    }

    /// <summary>A row that says how many times the one store's figure is the other's; none when one of them was not measured.</summary>
    public void Compare(string workload, string metric, string store, string other) => Compare(metric, (workload, store), (workload, other));

    public void Compare(string metric, (string Workload, string Store) one, (string Workload, string Store) other)
    {
        if (Find(one.Workload, one.Store, metric) is { } value && Find(other.Workload, other.Store, metric) is { } reference)
        {
            var beside = one.Workload == other.Workload ? other.Store : other.Workload;
            Add(one.Workload, $"{one.Store}{Beside}{beside}", metric, value / reference, "times");
        }
    }

    /// <summary>A row for each metric, a column for each store; then the ratios.</summary>
    public void PrintTable()
    {
        string[] stores = [.. _figures.Select(figure => figure.Store).Where(store => !store.Contains(Beside)).Distinct()];
        output.WriteLine();
        output.WriteLine($"{"workload",-16} {"metric",-34} {string.Concat(stores.Select(store => $"{store,14}"))}  unit");
        foreach (var row in _figures.Where(figure => stores.Contains(figure.Store)).GroupBy(figure => (figure.Workload, figure.Metric, figure.Unit)))
        {
            var values = stores.Select(store => row.LastOrDefault(figure => figure.Store == store) is { } found ? Text(found.Value) : string.Empty);
            output.WriteLine($"{row.Key.Workload,-16} {row.Key.Metric,-34} {string.Concat(values.Select(value => $"{value,14}"))}  {row.Key.Unit}");
        }

        output.WriteLine();
        foreach (var ratio in _figures.Where(figure => figure.Store.Contains(Beside)))
        {
            output.WriteLine($"{ratio.Workload,-16} {ratio.Metric,-34} {ratio.Store,-24} {Text(ratio.Value),12}  {ratio.Unit}");
        }
    }

    public async Task WriteJsonAsync(string file)
    {
        await using var stream = File.Create(file);
        await JsonSerializer.SerializeAsync(stream, _figures, _json);
    }

    private double? Find(string workload, string store, string metric) =>
        _figures.LastOrDefault(figure => (figure.Workload, figure.Store, figure.Metric) == (workload, store, metric))?.Value;

    private static string Text(double value) => value.ToString(
        Math.Abs(value) switch { >= 100 => "N0", >= 10 => "N1", _ => "N2" }, CultureInfo.InvariantCulture);
}
