using System.Text.Json;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Interventions;

namespace DurableSagas.Sagas.Steps.Interventions;

/// <summary>Looks, before a last attempt that a rewind makes again, whether an operator has decided about it.</summary>
/// <remarks>Only a rewind can make an attempt about which anybody could have decided: no other costs a look.</remarks>
internal sealed class ByHand(IInterventions? interventions, TimeProvider time)
{
    /// <summary>Null when nothing is decided, and the work is to be done.</summary>
    /// <exception cref="StepStuckException">The saga was settled by hand.</exception>
    public async Task<(StepResult<T> Result, Exception? Cause)?> FindAsync<TRequest, T>(
        StepCall<TRequest> call, DateTimeOffset startedAt, CancellationToken cancellationToken)
    {
        if (interventions is null || !call.Frame.IsRewound)
        {
            return null;
        }

        try
        {
            return await interventions.FindAsync(call.Saga.Id, call.Frame.Sequence, cancellationToken) switch
            {
                null => null,
                { Settlement: { } settled } => throw new StepSettledException(
                    $"Saga '{call.Saga.Id}' has ended, and is not rewound. {settled.Text}"),
                { Intervention: { } taken } decided => (Taken(taken, ValueOf<T>(taken, decided.Result), startedAt), null),
                _ => null,
            };
        }
        catch (Exception exception) when (exception is not StepSettledException && !cancellationToken.IsCancellationRequested)
        {
            // Done in spite of a word that cannot be read, it might be done although an operator has said that it must not.
            return (new StepResult<T>
            {
                Status = AttemptStatus.Unknown,
                Error = $"What an operator may have decided about it could not be read, so it was not tried: {exception.Message}",
                StartedAt = startedAt,
                FinishedAt = time.GetUtcNow(),
            }, exception);
        }
    }

    private StepResult<T> Taken<T>(Intervention taken, T? value, DateTimeOffset startedAt) => new()
    {
        Status = AttemptStatus.Succeeded,
        Value = value,
        ByHand = taken,
        StartedAt = startedAt,
        FinishedAt = time.GetUtcNow(),
    };

    private static T? ValueOf<T>(Intervention taken, string? json) =>
        taken.Action == InterventionAction.GiveResult && json is not null ? JsonSerializer.Deserialize<T>(json, SagaJson.Options) : default;
}
