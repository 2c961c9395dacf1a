namespace DurableSagas.Sagas.Outcomes;

/// <summary>Which of a step's two operations a call asks for.</summary>
public enum StepOperation
{
    Action,
    Compensation,
}
