namespace DurableSagas.Sagas.Definitions;

/// <summary>A definition cannot be run; every fault is named, so that all are mended at once.</summary>
public sealed class SagaDefinitionException(string saga, IReadOnlyList<string> faults)
    : Exception($"Saga '{saga}' has {faults.Count} fault(s) in its definition:{string.Concat(faults.Select(fault => $"\n- {fault}"))}")
{
    public string Saga { get; } = saga;

    public IReadOnlyList<string> Faults { get; } = faults;
}
