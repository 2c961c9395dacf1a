using DurableSagas.Sagas.Definitions;

namespace DurableSagas.Functions.LedgerTransfer.ByTwoPhaseCommit;

/// <summary>The transfer by two-phase commit: both accounts are locked until the decision is known, and nobody sees it half done.</summary>
public static class TransferTwoPhaseSaga
{
    public static SagaDefinition<TransferMoney> Definition { get; } =
        TwoPhase.For<TransferMoney>("transfer-2pc")
            .PrepareWithin(TransferPolicies.Deadline)
            .Participant<PrepareWithdrawal>().Attempts(TransferPolicies.Forward).CommitWith<CommitWithdrawal>(TransferPolicies.UntilItWorks).AbortWith<AbortWithdrawal>(TransferPolicies.UntilItWorks)
            .Participant<PrepareDeposit>().Attempts(TransferPolicies.Forward).CommitWith<CommitDeposit>(TransferPolicies.UntilItWorks).AbortWith<AbortDeposit>(TransferPolicies.UntilItWorks)
            .Build();
}
