namespace DurableSagas.Sagas.Tests;

/// <summary>The request of the sagas under test.</summary>
/// <param name="Without">Names of conditional steps that are not wanted.</param>
public sealed record Order(string Number = "1", string Without = "");
