using DurableSagas.Sagas.Definitions;

namespace DurableSagas.Functions.LedgerTransfer.ByTwoPhaseCommit;

/// <summary>The transfer by two-phase commit: both accounts are locked until the decision is known, and nobody sees it half done.</summary>
public static class TransferTwoPhaseSaga
{
    /// <summary>
    /// The accounts are locked in the order of their names, however the money goes: of transfers that meet, one goes ahead and the others wait.
    /// </summary>
    public static SagaDefinition<TransferMoney> Definition { get; } =
        TwoPhase.For<TransferMoney>("transfer-2pc", version: 2)
            .PrepareWithin(TransferPolicies.PrepareWithin)
            .Participant<PrepareWithdrawal>().Locks(transfer => $"{transfer.From}").Attempts(TransferPolicies.Prepare)
                .CommitWith<CommitWithdrawal>(TransferPolicies.UntilItWorks).AbortWith<AbortWithdrawal>(TransferPolicies.UntilItWorks)
            .Participant<PrepareDeposit>().Locks(transfer => $"{transfer.To}").Attempts(TransferPolicies.Prepare)
                .CommitWith<CommitDeposit>(TransferPolicies.UntilItWorks).AbortWith<AbortDeposit>(TransferPolicies.UntilItWorks)
            .Build();

    /// <summary>Both accounts at once: for transfers that began before there was an order.</summary>
    public static SagaDefinition<TransferMoney> Unordered { get; } =
        TwoPhase.For<TransferMoney>("transfer-2pc")
            .PrepareWithin(TransferPolicies.Deadline)
            .Participant<PrepareWithdrawal>().Attempts(TransferPolicies.Forward)
                .CommitWith<CommitWithdrawal>(TransferPolicies.UntilItWorks).AbortWith<AbortWithdrawal>(TransferPolicies.UntilItWorks)
            .Participant<PrepareDeposit>().Attempts(TransferPolicies.Forward)
                .CommitWith<CommitDeposit>(TransferPolicies.UntilItWorks).AbortWith<AbortDeposit>(TransferPolicies.UntilItWorks)
            .Build();
}
