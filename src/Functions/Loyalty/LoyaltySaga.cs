using DurableSagas.Functions.Loyalty.Cards;
using DurableSagas.Functions.Loyalty.Points;
using DurableSagas.Sagas.Definitions;

namespace DurableSagas.Functions.Loyalty;

/// <summary>Welcomes a member with points, and beside it has a card made; without the card the points are taken back, by an event.</summary>
public static class LoyaltySaga
{
    /// <summary>Who grants more must be asked.</summary>
    private const int PointsThatNobodyApproves = 10_000;

    private static readonly AttemptPolicy _quick = new() { FirstDelay = TimeSpan.FromMilliseconds(200), Timeout = TimeSpan.FromSeconds(5) };
    private static readonly AttemptPolicy _patient = _quick with { MaxAttempts = 6, Timeout = TimeSpan.FromSeconds(10) };

    public static SagaDefinition<JoinProgramme, Membership> Definition { get; } =
        Saga.For<JoinProgramme>("loyalty-membership")
            .Approval("ClerkApproval", TimeSpan.FromDays(3)).When((request, _) => request.Points > PointsThatNobodyApproves)
            .Step<GrantPoints>().Attempts(_quick).CompensateByEvent(TakePointsBack.Queue, attempts: _patient)
            .SubSaga(CardMakingSaga.Definition, (request, _) => new MakeCard(request.MemberId, request.CardNumber)).After("ClerkApproval")
            .Pivot<IssueCard>().After<GrantPoints>().After(CardMakingSaga.Definition.Name).Attempts(_patient)
            .Returns((request, results) => new Membership(request.MemberId, request.Points, results.Of(CardMakingSaga.Definition)!.Inscription))
            .Build();
}
