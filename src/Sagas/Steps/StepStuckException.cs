namespace DurableSagas.Sagas.Steps;

/// <summary>The last attempt of a step that must work has failed: the saga is stuck until the cause is mended and the instance rewound.</summary>
internal sealed class StepStuckException(string message, Exception cause) : Exception(message, cause);
