using System.Text.Json;
using DurableSagas.EmbeddedHost.Functions;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.EmbeddedHost.Timers;

/// <summary>A tick of a timer starts a function.</summary>
internal sealed class TimerCall(TimerInfo info) : InvocationTrigger
{
    public override IReadOnlyDictionary<string, object?> BindingData { get; } = new Dictionary<string, object?>();

    // Microsoft's worker gives the JSON of the tick to a parameter of any other type.
    public override ValueTask<object?> ReadAsync(InvocationContext context, Type type) => new(
        type == typeof(TimerInfo) ? info
        : type == typeof(string) ? JsonSerializer.Serialize(info)
        : JsonSerializer.SerializeToElement(info).Deserialize(type));
}
