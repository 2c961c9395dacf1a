using Azure.Data.Tables;
using DurableSagas.Benchmarks.Hosts;
using DurableSagas.Benchmarks.Measuring;

namespace DurableSagas.Benchmarks.Soak;

/// <summary>What host and worker hold, and what they have left in the task hub's files and in tables.</summary>
internal sealed class HeldByApp(AppProcess app, string storage)
{
    private const string HubBytes = "hub_bytes_per_saga";
    private const string TableRows = "table_rows_per_saga";

    private static readonly string[] _of = ["resident", "handles", "threads"];

    public static IReadOnlyList<string> Metrics { get; } = [.. _of.SelectMany(what => new[] { $"{what}_host", $"{what}_worker" }), HubBytes, TableRows];

    public async Task ReportAsync(Report report, string workload, string moment, int sagas, CancellationToken cancellationToken)
    {
        var usage = app.Usage;
        report.Add(workload, moment, "resident_host", usage.Resident / 1e6, "MB");
        report.Add(workload, moment, "resident_worker", usage.OthersResident / 1e6, "MB");
        // The host is the first of them.
        var (host, workers) = (app.ProcessIds[0], app.ProcessIds.Skip(1).ToArray());
        report.Add(workload, moment, "handles_host", Entries(host, "fd"), "open");
        report.Add(workload, moment, "handles_worker", workers.Sum(id => Entries(id, "fd")), "open");
        report.Add(workload, moment, "threads_host", Entries(host, "task"), "threads");
        report.Add(workload, moment, "threads_worker", workers.Sum(id => Entries(id, "task")), "threads");
        report.Add(workload, moment, HubBytes, (double)app.HubBytes / sagas, "bytes");
        report.Add(workload, moment, TableRows, (double)await RowsAsync(cancellationToken) / sagas, "rows");
    }

    // Nothing but Linux says so in files.
    private static int Entries(int process, string what)
    {
        var folder = $"/proc/{process}/{what}";
        return Directory.Exists(folder) ? Directory.EnumerateFileSystemEntries(folder).Count() : 0;
    }

    private async Task<long> RowsAsync(CancellationToken cancellationToken)
    {
        var (tables, rows) = (new TableServiceClient(storage), 0L);
        await foreach (var table in tables.QueryAsync(cancellationToken: cancellationToken))
        {
            await foreach (var page in tables.GetTableClient(table.Name).QueryAsync<TableEntity>(select: ["PartitionKey"], cancellationToken: cancellationToken).AsPages())
            {
                rows += page.Values.Count;
            }
        }

        return rows;
    }
}
