using System.Net;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.LedgerTransfer;

namespace DurableSagas.EndToEnd.Tests.Local;

/// <summary>One transfer of many, asked for until it is answered: always with the same key.</summary>
internal sealed class Transfer(string protocol, string json, string key)
{
    public string Protocol => protocol;

    /// <summary>Null until a start was answered.</summary>
    public string? Id { get; private set; }

    public SagaAnswer? Saga { get; private set; }

    public bool HasEnded => Saga is { HasEnded: true };

    /// <summary>Returns when it has ended, as a rule: so no more transfers are under way than are being started.</summary>
    public async Task StartAsync(AppClient app)
    {
        try
        {
            Id = (await app.PostAsync($"api/sagas/{protocol}", json, key)).Expect(HttpStatusCode.Accepted).Read<StartAnswer>().Id;
            await app.PostAsync($"api/sagas/{protocol}?wait=30", json, key);
        }
        catch (HttpRequestException)
        {
            // The app died before it answered: the caller asks again.
        }
    }

    public async Task LookAsync(AppClient app) =>
        Saga = (await app.GetAsync($"api/sagas/{Id}")).Expect(HttpStatusCode.OK).Read<SagaAnswer>();

    /// <summary>The same outcome must stand in the view, in the decision and in what is stuck no more.</summary>
    public async Task<string?> FaultAsync(AppClient app)
    {
        if (Saga!.Status is not ("Completed" or "Compensated"))
        {
            return $"{protocol} '{Id}' is {Saga.Status}: {Saga.Error}";
        }

        var decision = Protocol == Bank.Protocols[^1] ? await new Bank(app).DecisionAsync(Id!) : null;
        return decision is null || decision == (Saga.Status == "Completed" ? "Commit" : "Abort") ? null : $"{protocol} '{Id}' is {Saga.Status}, but its decision is {decision}.";
    }
}
