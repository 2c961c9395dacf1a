namespace DurableSagas.Sagas.Definitions.Agreements;

/// <summary>One of a party's operations.</summary>
/// <param name="Step">The name of the step that it is, if it is one.</param>
internal sealed record PartyOperation(string Step, StepWork.Activity Work, AttemptPolicy Attempts)
{
    /// <summary>By an activity function of its own.</summary>
    public static PartyOperation Of(string function, AttemptPolicy attempts) => new(function, new StepWork.Activity(function), attempts);
}
