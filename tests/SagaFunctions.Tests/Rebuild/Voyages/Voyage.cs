namespace DurableSagas.SagaFunctions.Tests.Rebuild.Voyages;

/// <param name="WithDog">False: the step that boards it is skipped.</param>
public sealed record Voyage(bool WithDog);
