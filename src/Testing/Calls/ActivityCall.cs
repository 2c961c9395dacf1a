using System.Text.Json;
using DurableSagas.Sagas.Json;

namespace DurableSagas.Testing.Calls;

/// <summary>One call of an activity, as the host made it.</summary>
/// <param name="At">In virtual time.</param>
/// <param name="Input">As JSON; null when the activity takes none.</param>
public sealed record ActivityCall(string Activity, string InstanceId, DateTimeOffset At, string? Input)
{
    public T InputAs<T>() => Input is null
        ? throw new InvalidOperationException($"The call of '{Activity}' for instance '{InstanceId}' has no input.")
        : JsonSerializer.Deserialize<T>(Input, SagaJson.History)!;
}
