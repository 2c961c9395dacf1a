namespace DurableSagas.Benchmarks.Cost;

/// <summary>A saga whose storage requests are counted.</summary>
/// <param name="Name">Of what is started, and how it ends.</param>
/// <param name="Path">Where it is started.</param>
/// <param name="Body">Of its start, by its number.</param>
/// <param name="Ends">The status in which it comes to rest.</param>
internal sealed record CostCase(string Name, string Path, Func<int, string> Body, string Ends)
{
    /// <summary>What the participants are told before it starts, by its number: where it is put, and what.</summary>
    public Func<int, IEnumerable<(string Path, string Body)>> Before { get; init; } = _ => [];

    /// <summary>Whether it is stuck by a fault, and then mended and rewound until it has been compensated.</summary>
    public bool IsRewound { get; init; }

    /// <summary>The approval that it waits for; null when it waits for none.</summary>
    public string? Approval { get; init; }

    public static IReadOnlyList<CostCase> All { get; } =
    [
        Order("order.completed", balance: 100, "{}", "Completed"),
        Order("order.refused", balance: 1, "{}", "Compensated"),
        Order("order.stuck_and_rewound", balance: 1, """{"ReleaseStock":"fail"}""", "Compensated") with { IsRewound = true },
        Trip("trip.completed", "{}", "Completed"),
        Trip("trip.refused", """{"TryCar":"refuse"}""", "Compensated"),
        .. new[] { "saga", "tcc", "2pc" }.Select(protocol => Transfer($"transfer-{protocol}.completed", protocol)),
        new("loyalty.completed", "api/sagas/loyalty-membership", number => Member(number, "{}"), "Completed") { Approval = "ClerkApproval" },
        new("loyalty.refused", "api/sagas/loyalty-membership", number => Member(number, """{"IssueCard":"refuse"}"""), "Compensated") { Approval = "ClerkApproval" },
    ];

    public static CostCase Order(string name, int balance, string faults, string ends) => new(
        name,
        "api/sagas/order-fulfilment",
        number => $$"""{"orderId":"{{name}}-{{number}}","customerId":"c-{{name}}-{{number}}","lines":[{"sku":"s-{{name}}-{{number}}","quantity":2,"unitPrice":10.00}],"address":"1 Main Street","faults":{{faults}}}""",
        ends)
    {
        Before = number => [($"api/stock/s-{name}-{number}", """{"onHand":10}"""), ($"api/customers/c-{name}-{number}", $$"""{"balance":{{balance}}}""")],
    };

    private static CostCase Trip(string name, string faults, string ends) => new(
        name,
        "api/sagas/trip-booking",
        number => $$"""{"tripId":"{{name}}-{{number}}","flight":"f-{{name}}-{{number}}","hotel":"h-{{name}}-{{number}}","car":"c-{{name}}-{{number}}","travellers":2,"faults":{{faults}}}""",
        ends)
    {
        Before = number => new[] { "flights/f", "hotels/h", "cars/c" }.Select(place => ($"api/{place}-{name}-{number}", """{"places":5}""")),
    };

    private static CostCase Transfer(string name, string protocol) => new(
        name,
        $"api/sagas/transfer-{protocol}",
        number => $$"""{"transferId":"{{name}}-{{number}}","from":{"ledger":"a","account":"{{name}}-{{number}}"},"to":{"ledger":"b","account":"{{name}}-{{number}}"},"amount":1.00}""",
        "Completed")
    {
        Before = number => new[] { "a", "b" }.Select(ledger => ($"api/ledgers/{ledger}/accounts/{name}-{number}", """{"balance":100}""")),
    };

    private static string Member(int number, string faults) => $$"""{"memberId":"m-{{number}}-{{faults.Length}}","cardNumber":"k-{{number}}-{{faults.Length}}","points":5000,"faults":{{faults}}}""";
}
