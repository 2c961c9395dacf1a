namespace DurableSagas.Participants.Barriers;

/// <summary>Names one operation of one saga on one partition; every attempt of it carries the same call.</summary>
/// <param name="Saga">The instance id.</param>
/// <param name="Branch">What is done and undone, the same word for both operations: the step.</param>
/// <param name="Operation">Whether the step is done or undone.</param>
/// <param name="Part">Tells apart several changes of one step in one partition.</param>
public sealed record BarrierCall(string Saga, string Branch, BarrierOperation Operation, string Part = "")
{
    public override string ToString() =>
        Part.Length == 0
            ? $"{Operation} of '{Branch}' for saga '{Saga}'"
            : $"{Operation} of '{Branch}', part '{Part}', for saga '{Saga}'";
}
