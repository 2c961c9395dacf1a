namespace DurableSagas.SagaFunctions.Tests.Telemetry;

/// <summary>The request of <see cref="CountedSaga"/>.</summary>
public sealed record CountUp(int By);
