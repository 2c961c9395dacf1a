using Azure.Core.Serialization;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Settings of the worker; its serializer writes HTTP bodies, activity inputs and results, and the history.</summary>
public class WorkerOptions
{
    public ObjectSerializer? Serializer { get; set; }

    public InputConverterCollection InputConverters { get; } = [];

    public IDictionary<string, string> Capabilities { get; } =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
}
