namespace DurableSagas.Sagas.Steps;

/// <summary>The business said no, and nothing was done: the step is neither retried nor compensated, the saga recovers backward.</summary>
public class StepRefusedException(string reason) : Exception(reason);
