using System.Text;
using Azure.Core.Serialization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.Options;

namespace DurableSagas.Testing.Functions;

/// <summary>Writes what crosses the history with the worker's serializer, by its runtime type, as the worker does.</summary>
internal sealed class SerializerDataConverter(IOptions<WorkerOptions> worker) : DataConverter
{
    private readonly ObjectSerializer _serializer = worker.Value.Serializer!;

    public override string? Serialize(object? value) =>
        value is null ? null : _serializer.Serialize(value, value.GetType(), CancellationToken.None).ToString();

    public override object? Deserialize(string? data, Type targetType)
    {
        if (data is null)
        {
            return null;
        }

        using var json = new MemoryStream(Encoding.UTF8.GetBytes(data), writable: false);
        return _serializer.Deserialize(json, targetType, CancellationToken.None);
    }
}
