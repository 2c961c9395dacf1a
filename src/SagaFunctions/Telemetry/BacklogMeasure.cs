namespace DurableSagas.SagaFunctions.Telemetry;

/// <param name="QueueAges">How long the oldest message of each queue has waited; zero when none waits.</param>
/// <param name="OldestSaga">How long the oldest saga under way has run.</param>
internal sealed record BacklogMeasure(DateTimeOffset MeasuredAt, IReadOnlyDictionary<string, TimeSpan> QueueAges, TimeSpan OldestSaga);
