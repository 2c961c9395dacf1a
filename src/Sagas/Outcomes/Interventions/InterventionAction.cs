namespace DurableSagas.Sagas.Outcomes.Interventions;

/// <summary>What an operator may do in place of the attempt at which a saga is stuck.</summary>
public enum InterventionAction
{
    /// <summary>It is not done, and the saga goes on as if it were; nothing is said to have been undone.</summary>
    Skip,

    /// <summary>It was done elsewhere, with the result that the operator gives.</summary>
    GiveResult,
}
