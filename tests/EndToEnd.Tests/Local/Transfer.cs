using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.LedgerTransfer;

namespace DurableSagas.EndToEnd.Tests.Local;

/// <summary>One transfer of many.</summary>
internal sealed class Transfer(string protocol, string json, string? key = null) : KeyedStart($"api/sagas/{protocol}", json, key)
{
    public string Protocol => protocol;

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
