using DurableSagas.Sagas.Definitions;

namespace Market.AccountOpening;

public static class AccountOpeningSaga
{
    public static SagaDefinition<OpenAccount, Account> Definition { get; } =
        Saga.For<OpenAccount>("account-opening")
            .Step<CreateAccount>().CompensateWith<DeleteAccount>()
            .Returns((_, results) => results.Of<CreateAccount, Account>()!)
            .Build();
}
