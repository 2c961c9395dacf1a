using DurableSagas.Participants.Tables;
using DurableSagas.SagaFunctions.Http.Bodies;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.Steps.Filters;

namespace DurableSagas.SagaFunctions.Steps;

/// <summary>
/// Refuses, before anything is done, a saga that no starter has judged: one that was started through the management API, or as a part of another.
/// </summary>
/// <remarks>A participant that cannot keep its row by such an id could not undo it either, and no rewind would help.</remarks>
internal sealed class RequestFilter(RequestValidation validation) : IStepFilter
{
    // Half of a key: participants' rows name the saga, the step and more in one.
    private const int MaxIdLength = TableKey.MaximumLength / 2;

    public Task<T> RunAsync<T>(StepAttempt attempt, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        if (attempt.CanRefuseAll)
        {
            RequireId(attempt.InstanceId);
            RequireRequest(attempt.Request);
        }

        return work(cancellationToken);
    }

    private static void RequireId(string id)
    {
        if (TableKey.LengthOf(id) is > MaxIdLength and var length)
        {
            throw new StepRefusedException($"The saga's id '{id}' takes {length} characters of a table key; expected {MaxIdLength} at most.");
        }
    }

    private void RequireRequest(object? request)
    {
        try
        {
            validation.Validate(request ?? throw ProblemException.BadField("$", "Expected a JSON object."));
        }
        catch (ProblemException invalid)
        {
            throw new StepRefusedException(invalid.Message);
        }
    }
}
