namespace DurableSagas.SagaFunctions.Tests.Telemetry;

/// <summary>A span that one listener samples is sampled for all: other tests' listeners must not be there.</summary>
[CollectionDefinition(nameof(ExporterTests), DisableParallelization = true)]
public sealed class AloneWithItsListeners;
