using System.Text.Json;
using Microsoft.DurableTask;

namespace DurableSagas.Testing.Functions;

/// <summary>How an orchestrator's input becomes the type that it is asked for, by the worker's rules.</summary>
/// <remarks>
/// What is no member of the type of the function's own parameter is lost to <c>GetInput</c>; and of a function without
/// such a parameter the input is read with the worker's JSON options, not with its serializer.
/// </remarks>
internal sealed class InputReading(DataConverter converter)
{
    // The worker's own options; nobody told them what the serializer was told.
    private static readonly JsonSerializerOptions _workerJson = new() { PropertyNameCaseInsensitive = true };

    public T? As<T>(object? input) => input switch
    {
        null => default,
        T asked => asked,
        JsonElement json => json.Deserialize<T>(_workerJson),
        _ => converter.Deserialize<T>(converter.Serialize(input)),
    };
}
