using DurableSagas.Benchmarks.Http;

namespace DurableSagas.Benchmarks.Cost;

/// <summary>Requests by service and by whose they are.</summary>
/// <param name="Parts">Each part, whether or not there were any.</param>
/// <param name="AppKinds">The app's own by what they ask of which table or queue.</param>
internal sealed record StorageUse(IReadOnlyDictionary<string, int> Parts, IReadOnlyDictionary<string, int> AppKinds)
{
    // The task hub's names begin with its own, which the sample's host.json gives.
    public const string Hub = "DurableSagas";
    private const string WebJobs = "azure-webjobs";

    // Asked for only where faults may be injected, which is not in production.
    private const string Faults = "InjectedFaults";

    public static StorageUse Of(IReadOnlyCollection<StorageRequest> requests, int emptyPolls)
    {
        var polls = requests.Count(request => request.IsPoll);
        var rest = requests.Where(request => !request.IsPoll && request.Place != Faults).ToArray();
        int Count(string service, bool isEngine) => rest.Count(request => request.Service == service && IsEngine(request) == isEngine);
        return new StorageUse(
            new Dictionary<string, int>
            {
                ["app.table"] = Count("Table", isEngine: false),
                ["app.queue"] = Count("Queue", isEngine: false),
                ["engine.table"] = Count("Table", isEngine: true),
                ["engine.queue"] = Count("Queue", isEngine: true),
                ["blob"] = rest.Count(request => request.Service == "Blob"),
                ["polls.with_messages"] = polls - emptyPolls,
                ["polls.empty"] = emptyPolls,
            },
            rest.Where(request => !IsEngine(request)).CountBy(request => request.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal).ToDictionary());
    }

    private static bool IsEngine(StorageRequest request) =>
        request.Service == "Blob"
        || request.Place.StartsWith(Hub, StringComparison.OrdinalIgnoreCase)
        || request.Place.StartsWith(WebJobs, StringComparison.Ordinal);
}
