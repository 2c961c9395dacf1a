using Microsoft.DurableTask.Protobuf;

namespace DurableSagas.Testing.Hub;

internal static class Ends
{
    /// <summary>True of an instance that nothing but a rewind moves on.</summary>
    public static bool IsOfAnEnd(this OrchestrationStatus status) => status is OrchestrationStatus.Completed or OrchestrationStatus.Failed or OrchestrationStatus.Terminated;
}
