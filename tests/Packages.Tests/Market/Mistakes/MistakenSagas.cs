using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Steps;
using Market.Buying;
using Market.Buying.Shelves;
using Market.SigningUp;
using Microsoft.Azure.Functions.Worker;

namespace Market.Mistakes;

/// <summary>Takes an activity of another saga's request, and undoes a step twice.</summary>
public static class MistypedSaga
{
    public static SagaDefinition<SignUp> Definition { get; } =
        Saga.For<SignUp>("mistyped")
            .Step<TakeItem>()
            .Step<ReserveNumber>().CompensateWith<ReleaseNumber>().CompensateWith<PutItemBack>()
            .Build();
}

/// <summary>Asks longer than it has time, tries to ask again, and leaves a step beside its pivot.</summary>
public static class HastySaga
{
    public static SagaDefinition<SignUp> Definition { get; } =
        Saga.For<SignUp>("hasty")
            .Within(TimeSpan.FromDays(1))
            .Step<ReserveNumber>().CompensateWith<ReleaseNumber>()
            .Approval("ClerkApproval", TimeSpan.FromDays(3)).AtOnce().Attempts(AttemptPolicy.Patient)
            .Pivot<ActivateNumber>()
            .Build();
}

/// <summary>Has no orchestrator.</summary>
public static class OrphanSaga
{
    public static SagaDefinition<SignUp> Definition { get; } = Saga.For<SignUp>("orphan").Step<ReserveNumber>().CompensateWith<ReleaseNumber>().Build();
}

/// <summary>Needs what nobody registers.</summary>
public sealed class SendLetter(StepRunner runner, IPostOffice office)
{
    [Function(nameof(SendLetter))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<BuyItem> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, office.SendAsync, cancellationToken);
}

public interface IPostOffice
{
    Task SendAsync(CancellationToken cancellationToken);
}
