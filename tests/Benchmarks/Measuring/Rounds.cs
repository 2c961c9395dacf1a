namespace DurableSagas.Benchmarks.Measuring;

/// <summary>The same figures of several rounds, of which the middle ones are reported.</summary>
internal sealed class Rounds(string workload)
{
    private readonly Dictionary<(string Store, string Metric, string Unit), List<double>> _values = [];

    public void Add(string store, string metric, double value, string unit)
    {
        var values = _values.TryGetValue((store, metric, unit), out var known) ? known : _values[(store, metric, unit)] = [];
        values.Add(value);
    }

    public void ReportMedians(Report report)
    {
        foreach (var ((store, metric, unit), values) in _values)
        {
            values.Sort();
            report.Add(workload, store, metric, values[values.Count / 2], unit);
        }
    }
}
