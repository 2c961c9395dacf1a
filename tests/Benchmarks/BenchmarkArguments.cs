using DurableSagas.Benchmarks.Hosts;

namespace DurableSagas.Benchmarks;

/// <summary>What the command line asks for.</summary>
/// <param name="Benchmark">One of those that <see cref="Usage"/> names.</param>
/// <param name="JsonFile">Null: the table only.</param>
/// <param name="Only">Workloads to run; none named: all.</param>
/// <param name="On">Stores to run them on; none named: all.</param>
internal sealed record BenchmarkArguments(string Benchmark, bool Quick, string? JsonFile, IReadOnlyList<string> Only, IReadOnlyList<StoreKind> On)
{
    public const string Cost = "cost";
    public const string Engine = "engine";
    public const string Http = "http";
    public const string Lists = "lists";
    public const string Peers = "peers";
    public const string Soak = "soak";
    public const string Transfers = "transfers";

    public const string Usage =
        "Usage: dotnet run -c Release --project tests/Benchmarks -- engine [--quick] [--json FILE] [--only WORKLOAD]... [--store NAME]...\n" +
        "       dotnet run -c Release --project tests/Benchmarks -- cost [--quick] [--json FILE]\n" +
        "       dotnet run -c Release --project tests/Benchmarks -- http [--quick] [--json FILE]\n" +
        "       dotnet run -c Release --project tests/Benchmarks -- lists [--quick] [--json FILE]\n" +
        "       dotnet run -c Release --project tests/Benchmarks -- peers [--quick] [--json FILE]\n" +
        "       dotnet run -c Release --project tests/Benchmarks -- soak [--quick] [--json FILE]\n" +
        "       dotnet run -c Release --project tests/Benchmarks -- transfers [--quick] [--json FILE]";

    private static readonly IReadOnlyList<string> _benchmarks = [Engine, Cost, Http, Lists, Peers, Soak, Transfers];

    /// <summary>Null when the arguments can be used; else what is wrong with them.</summary>
    public static string? Parse(string[] arguments, out BenchmarkArguments parsed)
    {
        parsed = new BenchmarkArguments(arguments is [{ } first, ..] ? first : string.Empty, false, null, [], []);
        if (!_benchmarks.Contains(parsed.Benchmark))
        {
            return $"'{string.Join(' ', arguments)}' names no benchmark; there are {string.Join(", ", _benchmarks)}.";
        }

        for (var index = 1; index < arguments.Length; index++)
        {
            var value = index + 1 < arguments.Length ? arguments[index + 1] : null;
            switch (arguments[index], value)
            {
                case ("--quick", _):
                    parsed = parsed with { Quick = true };
                    break;
                case ("--json", { } file):
                    parsed = parsed with { JsonFile = Path.GetFullPath(file) };
                    index++;
                    break;
                case ("--only", { } name) when parsed.Benchmark == Engine && EngineBenchmark.Workloads.Contains(name):
                    parsed = parsed with { Only = [.. parsed.Only, name] };
                    index++;
                    break;
                case ("--only", _):
                    return $"'{value}' is no workload; there are {string.Join(", ", EngineBenchmark.Workloads)}.";
                case ("--store", { } name) when parsed.Benchmark == Engine && Stores.Find(name) is { } store:
                    parsed = parsed with { On = [.. parsed.On, store] };
                    index++;
                    break;
                case ("--store", _):
                    return $"'{value}' is no store; there are {string.Join(", ", Stores.All.Select(store => store.Name()))}.";
                default:
                    return $"Argument '{arguments[index]}' is unknown, or lacks its value.";
            }
        }

        return null;
    }

    public Scale Scale => (Quick ? Scale.Quick : Scale.Full) with { Stores = On.Count > 0 ? On : Stores.All };

    public bool Wants(string workload) => Only.Count == 0 || Only.Contains(workload);
}
