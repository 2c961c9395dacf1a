using DurableSagas.Functions.LedgerTransfer.Accounts;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace DurableSagas.Functions.LedgerTransfer.ByTwoPhaseCommit;

/// <summary>Asks, for accounts that have been locked too long, what was decided; an account that nobody else wants would never learn it.</summary>
public sealed partial class AskForDecisions(Ledgers ledgers, LedgerVotes votes, ILogger<AskForDecisions> logger)
{
    private const int Batch = 1_000;

    [Function(nameof(AskForDecisions))]
    public async Task RunAsync([TimerTrigger("15 * * * * *")] TimerInfo tick, CancellationToken cancellationToken)
    {
        foreach (var (account, row) in await ledgers.FindInDoubtAsync(Batch, cancellationToken))
        {
            var holder = row.Lock!.Owner;
            var resolved = await votes.ResolveAsync(account, holder, row.Prepared, cancellationToken);
            LogAsked(logger, holder, account, resolved ? "its decision was carried out" : "it is undecided, and the lock stands");
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Transaction '{InstanceId}' has held account '{Account}' too long: {Outcome}.")]
    private static partial void LogAsked(ILogger logger, string instanceId, AccountReference account, string outcome);
}
