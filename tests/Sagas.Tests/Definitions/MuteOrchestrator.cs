namespace DurableSagas.Sagas.Tests.Definitions;

/// <summary>Has the name that its saga's orchestrator must have, and no function.</summary>
public static class MuteOrchestrator
{
    public static void Run()
    {
    }
}
