using System.Net;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;

namespace DurableSagas.EndToEnd.Tests.Local;

/// <summary>One order of a sale, from the first request to what it left.</summary>
internal sealed class Purchase(Case kind, Order order)
{
    private readonly string _key = Shop.NewId("key");
    private Effects? _effects;

    public Order Order { get; } = order;

    /// <summary>Null until a start was answered.</summary>
    public string? SagaId { get; private set; }

    public SagaAnswer? Saga { get; private set; }

    public async Task StartAsync(AppClient app)
    {
        try
        {
            var answer = await app.PostAsync(Shop.Sagas, Order.Json, _key);
            SagaId = answer.Expect(HttpStatusCode.Accepted).Read<StartAnswer>().Id;
        }
        catch (HttpRequestException)
        {
            // The app died before it answered. Nobody knows whether it had started the saga: the caller asks again.
        }
    }

    public async Task EndAsync(Shop shop)
    {
        Saga = await shop.EndedAsync(SagaId!);
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
            yield return $"Saga '{SagaId}' ({kind.Name}) is {Saga.Status}, not {kind.Status}: {Saga.Error ?? Saga.Outcome?.Reason}";
        }
        else if (_effects != kind.Effects)
        {
            yield return $"Saga '{SagaId}' ({kind.Name}) left {_effects}, not {kind.Effects}.";
        }
        else if (Saga.Outcome!.Undone.Distinct().Count() != Saga.Outcome.Undone.Count)
        {
            yield return $"Saga '{SagaId}' ({kind.Name}) undid a step twice: {string.Join(", ", Saga.Outcome.Undone)}.";
        }
    }
}
