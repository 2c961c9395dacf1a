using DurableSagas.Sagas.Steps;

namespace DurableSagas.Sagas.Definitions.Validation;

/// <summary>The name of an approval is that of the event which answers it.</summary>
internal static class ApprovalName
{
    /// <summary>Null when nothing is wrong with it.</summary>
    public static string? FaultOf(string name) => string.Equals(name, CancelRequest.Event, StringComparison.OrdinalIgnoreCase)
        ? $"Approval '{name}' has the name of the event that cancels a saga; it needs another one."
        : null;
}
