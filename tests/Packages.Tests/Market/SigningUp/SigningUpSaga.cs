using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;
using Market.AccountOpening;

namespace Market.SigningUp;

/// <summary>Gives a customer a number and an account, beside each other, if a clerk says yes.</summary>
public static class SigningUpSaga
{
    public static SagaDefinition<SignUp> First { get; } =
        Saga.For<SignUp>("signing-up")
            .Step<ReserveNumber>().CompensateWith<ReleaseNumber>()
            .Pivot<ActivateNumber>()
            .Build();

    public static SagaDefinition<SignUp, SignedUp> Definition { get; } =
        Saga.For<SignUp>("signing-up", version: 2)
            .Step<ReserveNumber>().CompensateWith<ReleaseNumber>()
            .SubSaga(AccountOpeningSaga.Definition, (request, _) => new OpenAccount(request.Customer)).AtOnce()
            .Approval("ClerkApproval", TimeSpan.FromDays(3)).After<ReserveNumber>().After("account-opening")
            .Pivot<ActivateNumber>()
            .Returns((request, results) => new SignedUp(
                results.Of(AccountOpeningSaga.Definition)!.Id, request.Number, results.Of<ApprovalRecord>("ClerkApproval")!.By))
            .Build();
}
