using DurableSagas.EndToEnd.Tests.OrderFulfilment;

namespace DurableSagas.EndToEnd.Tests.Local;

/// <summary>One order of a sale, from the first request to what it left.</summary>
internal sealed class Purchase(Case kind, Order order) : KeyedStart(Shop.Sagas, order.Json)
{
    private Effects? _effects;

    public Order Order { get; } = order;

    public async Task EndAsync(Shop shop)
    {
        await EndAsync(shop.App);
        _effects = await shop.EffectsAsync(Order);
    }

    // On a machine too busy for its attempts any saga may turn back, as long as it leaves nothing standing.
    private bool HasRunOutOfTime => Saga is { Status: "Compensated", Outcome.Reason: { } reason }
        && reason.Contains("No answer within the attempt's time-out", StringComparison.Ordinal)
        && _effects is { Payment: null or "Refunded", Shipment: null or "Cancelled", Copies: null };

    public IEnumerable<string> Faults()
    {
        if (HasRunOutOfTime)
        {
            yield break;
        }

        if (Saga!.Status != kind.Status)
        {
            yield return $"Saga '{Id}' ({kind.Name}) is {Saga.Status}, not {kind.Status}: {Saga.Error ?? Saga.Outcome?.Reason}";
        }
        else if (_effects != kind.Effects)
        {
            yield return $"Saga '{Id}' ({kind.Name}) left {_effects}, not {kind.Effects}.";
        }
        else if (Saga.Outcome!.Undone.Distinct().Count() != Saga.Outcome.Undone.Count)
        {
            yield return $"Saga '{Id}' ({kind.Name}) undid a step twice: {string.Join(", ", Saga.Outcome.Undone)}.";
        }
    }
}
