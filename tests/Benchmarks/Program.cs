using System.Globalization;
using DurableSagas.Benchmarks;
using DurableSagas.Benchmarks.Cost;
using DurableSagas.Benchmarks.Http;
using DurableSagas.Benchmarks.Lists;
using DurableSagas.Benchmarks.Measuring;
using DurableSagas.Benchmarks.Peers;
using DurableSagas.Benchmarks.Soak;
using DurableSagas.Benchmarks.Transfers;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
if (BenchmarkArguments.Parse(args, out var arguments) is { } fault)
{
    await Console.Error.WriteLineAsync($"{fault}\n{BenchmarkArguments.Usage}");
    return 2;
}

using var stopping = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stopping.Cancel();
};

var report = new Report(Console.Out);
try
{
    await (arguments.Benchmark switch
    {
        BenchmarkArguments.Cost => CostBenchmark.RunAsync(arguments.Scale, report, stopping.Token),
        BenchmarkArguments.Http => HttpBenchmark.RunAsync(arguments.Scale, report, stopping.Token),
        BenchmarkArguments.Lists => ListsBenchmark.RunAsync(arguments.Scale, report, stopping.Token),
        BenchmarkArguments.Peers => PeersBenchmark.RunAsync(arguments.Scale, report, stopping.Token),
        BenchmarkArguments.Soak => SoakBenchmark.RunAsync(arguments.Scale, report, stopping.Token),
        BenchmarkArguments.Transfers => TransfersBenchmark.RunAsync(arguments.Scale, report, stopping.Token),
        _ => EngineBenchmark.RunAsync(arguments, report, stopping.Token),
    });
}
catch (OperationCanceledException) when (stopping.IsCancellationRequested)
{
    await Console.Error.WriteLineAsync("Stopped; what follows is what was measured until then.");
}

report.PrintTable();
if (arguments.JsonFile is { } file)
{
    await report.WriteJsonAsync(file);
}

return stopping.IsCancellationRequested ? 1 : 0;
