using DurableSagas.Participants.Tests.Exploration;

namespace DurableSagas.Participants.Tests.Barriers;

/// <summary>A service outside the table that keeps idempotency keys; it lives in a world, and is asked over a connection that may be lost.</summary>
/// <param name="bars">Whether it bars a key that it is told to undo before it has seen it.</param>
internal sealed class CardService(bool bars)
{
    public const string Charges = "charges";
    public const string Refunds = "refunds";

    private const string Barred = "barred";

    public async Task<string> ChargeAsync(Caller caller, string key, string receipt) =>
        await caller.AskAsync(world => Charge(world, key, receipt)) is { Length: > 0 } stored ? stored : throw new BalanceTooLowException();

    public async Task<string> RefundAsync(Caller caller, string forwardKey) =>
        await caller.AskAsync(world => Refund(world, forwardKey));

    public static int Count(World world, string what) => world.Outside.GetValueOrDefault(what, "").Length;

    private static string Charge(World world, string key, string receipt)
    {
        if (world.Outside.ContainsKey(Barred))
        {
            return "";
        }

        if (world.Outside.TryAdd(key, receipt))
        {
            world.Outside[Charges] = world.Outside.GetValueOrDefault(Charges, "") + "x";
        }

        return world.Outside[key];
    }

    private string Refund(World world, string forwardKey)
    {
        if (!world.Outside.TryGetValue(forwardKey, out var receipt))
        {
            world.Outside[Barred] = bars ? "" : throw new InvalidOperationException($"Nothing was charged under '{forwardKey}'.");
            return "nothing to undo";
        }

        // Keyed by what it undoes: a second refund of one charge is the first one's repetition.
        world.Outside[Refunds] = "x";
        return $"undone {receipt}";
    }
}
