using System.Globalization;
using System.Text.RegularExpressions;

namespace DurableSagas.Benchmarks.Http;

/// <summary>The table requests of one order's saga, from its start to its end, and those of a read of its status; to be sent again for another order.</summary>
/// <remarks>
/// They go to tables of the same names but for the first letter, so that nothing of the app works on what they leave.
/// Changes are made unconditional, and each order has counts of its own: no copy waits for another.
/// </remarks>
internal sealed partial record RecordedOrder(string Id, int Number, IReadOnlyList<StorageRequest> Start, IReadOnlyList<StorageRequest> Rest, IReadOnlyList<StorageRequest> Read)
{
    public const string Run = "counted";

    // As long as what they stand for.
    private const string OtherRun = "another";
    private const string Name = "order-fulfilment";

    /// <param name="passed">In order; what does not concern this order is left out.</param>
    public static RecordedOrder Of(string id, int number, IEnumerable<StorageRequest> passed, IEnumerable<StorageRequest> read)
    {
        StorageRequest[] all = [.. passed.Where(request => Concerns(request, id, number))];
        // The insert of the view is a start's last request: the schedule follows it.
        var start = Array.FindIndex(all, request => request.Kind == "insert_SagaViews") + 1;
        return new RecordedOrder(
            id, number, [.. all.Take(start).Select(Unconditional)], [.. all.Skip(start).Select(Unconditional)], [.. read.Where(request => request.Mentions(id))]);
    }

    public static bool Concerns(StorageRequest request, string id, int number) =>
        request.Service == "Table"
        && (request.Mentions(id)
            || request.Mentions(OrderCalls.OrderOf(Run, number))
            || request.Mentions(OrderCalls.SkuOf(number))
            || request.Mentions(OrderCalls.CustomerOf(number))
            || request.Mentions($"c|{Name}")
            || request.Mentions($"c%7C{Name}"));

    /// <summary>The same request on behalf of another order.</summary>
    public StorageRequest For(StorageRequest request, int number) => request with { Target = For(request.Target, number), Body = For(request.Body, number) };

    /// <summary>The same read of another saga, which is there.</summary>
    public StorageRequest ReadOf(string id) => Read[0] with { Target = Read[0].Target.Replace(Id, id, StringComparison.Ordinal) };

    private string For(string text, int number)
    {
        var count = number.ToString($"D{Name.Length}", CultureInfo.InvariantCulture);
        return text
            .Replace(Id, $"{number:x8}{Id[8..]}", StringComparison.Ordinal)
            .Replace(OrderCalls.OrderOf(Run, Number), OrderCalls.OrderOf(OtherRun, number), StringComparison.Ordinal)
            .Replace(OrderCalls.SkuOf(Number), OrderCalls.SkuOf(number), StringComparison.Ordinal)
            .Replace(OrderCalls.CustomerOf(Number), OrderCalls.CustomerOf(number), StringComparison.Ordinal)
            .Replace($"c|{Name}", $"c|{count}", StringComparison.Ordinal)
            .Replace($"c%7C{Name}", $"c%7C{count}", StringComparison.Ordinal);
    }

    private static StorageRequest Unconditional(StorageRequest request) => request with
    {
        Target = FirstLetter().Replace(request.Target, "Z"),
        Body = Condition().Replace(ConditionOfChange().Replace(FirstLetter().Replace(request.Body, "Z"), "$1"), "If-Match: *"),
        Headers = request.Headers.Where(header => header.Key != "If-Match").ToDictionary(),
    };

    [GeneratedRegex("(?<=devstoreaccount1/)[A-Z]")]
    private static partial Regex FirstLetter();

    [GeneratedRegex(@"((?:PUT|PATCH|MERGE) [^\r\n]+\r\n(?:[^\r\n]+\r\n)*?)If-Match: [^\r\n]+\r\n")]
    private static partial Regex ConditionOfChange();

    [GeneratedRegex(@"If-Match: [^\r\n]+")]
    private static partial Regex Condition();
}
