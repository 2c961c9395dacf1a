using DurableSagas.Sagas.Definitions;

namespace DurableSagas.Functions.LedgerTransfer.BySaga;

/// <summary>The transfer as a saga: nothing is locked, and between the two steps the money is in neither account.</summary>
public static class TransferSaga
{
    public static SagaDefinition<TransferMoney> Definition { get; } =
        Saga.For<TransferMoney>("transfer-saga")
            .Step<WithdrawMoney>().Attempts(TransferPolicies.Forward).CompensateWith<ReturnMoney>(TransferPolicies.UntilItWorks)
            .Pivot<DepositMoney>().Attempts(TransferPolicies.UntilItWorks)
            .Build();
}
