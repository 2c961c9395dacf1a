namespace DurableSagas.SagaFunctions.Faults;

/// <summary>Whether requests may ask for faults: the setting <c>AllowFaultInjection</c>, false unless set.</summary>
public sealed record FaultInjection(bool IsAllowed)
{
    public const string Setting = "AllowFaultInjection";
}
