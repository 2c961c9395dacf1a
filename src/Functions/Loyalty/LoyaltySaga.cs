using DurableSagas.Sagas.Definitions;

namespace DurableSagas.Functions.Loyalty;

/// <summary>Welcomes a member with points and a card; without the card the points are taken back, by an event.</summary>
public static class LoyaltySaga
{
    private static readonly AttemptPolicy _quick = new() { FirstDelay = TimeSpan.FromMilliseconds(200), Timeout = TimeSpan.FromSeconds(5) };
    private static readonly AttemptPolicy _patient = _quick with { MaxAttempts = 6, Timeout = TimeSpan.FromSeconds(10) };

    public static SagaDefinition<JoinProgramme> Definition { get; } =
        Saga.For<JoinProgramme>("loyalty-membership")
            .Step<GrantPoints>().Attempts(_quick).CompensateByEvent(TakePointsBack.Queue, attempts: _patient)
            .Pivot<IssueCard>().Attempts(_patient)
            .Build();
}
