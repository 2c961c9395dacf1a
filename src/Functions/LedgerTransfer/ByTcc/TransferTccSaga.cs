using DurableSagas.Sagas.Definitions;

namespace DurableSagas.Functions.LedgerTransfer.ByTcc;

/// <summary>The transfer by TCC: the money is held and announced, and then both happen, or neither.</summary>
public static class TransferTccSaga
{
    // Held money does not run out, unlike a seat: whoever let it go by the clock could find it confirmed on the other side.
    private static readonly TimeSpan _forGood = TimeSpan.MaxValue;

    public static SagaDefinition<TransferMoney> Definition { get; } =
        Tcc.For<TransferMoney>("transfer-tcc")
            .Within(TransferPolicies.Deadline).ReservedFor(_forGood)
            .Branch<TryWithdrawal>().Attempts(TransferPolicies.Forward)
                .ConfirmWith<ConfirmWithdrawal>(TransferPolicies.UntilItWorks).CancelWith<CancelWithdrawal>(TransferPolicies.UntilItWorks)
            .Branch<TryDeposit>().Attempts(TransferPolicies.Forward)
                .ConfirmWith<ConfirmDeposit>(TransferPolicies.UntilItWorks).CancelWith<CancelDeposit>(TransferPolicies.UntilItWorks)
            .Build();
}
