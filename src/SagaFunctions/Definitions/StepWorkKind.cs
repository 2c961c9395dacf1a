namespace DurableSagas.SagaFunctions.Definitions;

/// <summary>What a step, or its compensation, consists of.</summary>
internal enum StepWorkKind
{
    Activity,
    Approval,
    Event,
    SubSaga,
}
