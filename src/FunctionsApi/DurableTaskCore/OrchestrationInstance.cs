#nullable disable // Not annotated upstream: what is absent is null.

using System.Runtime.Serialization;

namespace DurableTask.Core;

[DataContract]
public class OrchestrationInstance : IExtensibleDataObject
{
    [DataMember]
    public string InstanceId { get; set; }

    [DataMember]
    public string ExecutionId { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }

    public override int GetHashCode() => HashCode.Combine(InstanceId, ExecutionId);

    public override string ToString() => $"[InstanceId: {InstanceId}, ExecutionId: {ExecutionId}]";
}
