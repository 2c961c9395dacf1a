using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace DurableSagas.Benchmarks.Measuring;

/// <summary>Collects figures, shows each as it comes, and all of them at the end.</summary>
internal sealed class Report(TextWriter output)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly List<Figure> _figures = [];
    private readonly long _began = Stopwatch.GetTimestamp();

    public void Begin(string workload) => Say($"-- {workload}");

    public void Say(string progress) => output.WriteLine($"{Stopwatch.GetElapsedTime(_began).TotalSeconds,6:F1} s  {progress}");

    public void Add(string workload, string store, string metric, double value, string unit)
    {
        var figure = new Figure(workload, store, metric, value, unit);
        _figures.Add(figure);
        Say($"   {store,-8} {metric,-34} {Text(value),12} {unit}");
    }

    public double? Find(string workload, string store, string metric) =>
        _figures.LastOrDefault(figure => (figure.Workload, figure.Store, figure.Metric) == (workload, store, metric))?.Value;

    /// <summary>A row for each metric, a column for each store.</summary>
    public void PrintTable()
    {
        string[] stores = [.. _figures.Select(figure => figure.Store).Distinct()];
        output.WriteLine();
        output.WriteLine($"{"workload",-16} {"metric",-34} {string.Concat(stores.Select(store => $"{store,12}"))}  unit");
        foreach (var row in _figures.GroupBy(figure => (figure.Workload, figure.Metric, figure.Unit)))
        {
            var values = stores.Select(store => row.LastOrDefault(figure => figure.Store == store) is { } found ? Text(found.Value) : string.Empty);
            output.WriteLine($"{row.Key.Workload,-16} {row.Key.Metric,-34} {string.Concat(values.Select(value => $"{value,12}"))}  {row.Key.Unit}");
        }
    }

    public async Task WriteJsonAsync(string file)
    {
        await using var stream = File.Create(file);
        await JsonSerializer.SerializeAsync(stream, _figures, _json);
    }

    private static string Text(double value) => value.ToString(
        Math.Abs(value) switch { >= 100 => "N0", >= 10 => "N1", _ => "N2" }, CultureInfo.InvariantCulture);
}
