namespace DurableSagas.Benchmarks.Measuring;

/// <summary>The same figures of several rounds: the middle ones are reported, and of what was counted the sums.</summary>
internal sealed class Rounds(string workload)
{
    private readonly Dictionary<(string Store, string Metric, string Unit), List<double>> _values = [];
    private readonly Dictionary<(string Store, string Metric, string Unit), long> _counts = [];

    public void Add(string store, string metric, double value, string unit)
    {
        var values = _values.TryGetValue((store, metric, unit), out var known) ? known : _values[(store, metric, unit)] = [];
        values.Add(value);
    }

    public void Count(string store, string metric, long count, string unit) =>
        _counts[(store, metric, unit)] = _counts.GetValueOrDefault((store, metric, unit)) + count;

    /// <summary>What was counted and never came is left out.</summary>
    public void Report(Report report)
    {
        foreach (var ((store, metric, unit), values) in _values)
        {
            values.Sort();
            report.Add(workload, store, metric, values[values.Count / 2], unit);
        }

        foreach (var ((store, metric, unit), count) in _counts.Where(counted => counted.Value > 0))
        {
            report.Add(workload, store, metric, count, $"{unit} in all");
        }
    }
}
