#nullable disable // Not annotated upstream: what is absent is null.

using System.Runtime.Serialization;

namespace DurableTask.Core;

[DataContract]
public class ParentInstance : IExtensibleDataObject
{
    [DataMember]
    public string Name;

    [DataMember]
    public OrchestrationInstance OrchestrationInstance;

    [DataMember]
    public int TaskScheduleId;

    [DataMember]
    public string Version;

    public ExtensionDataObject ExtensionData { get; set; }
}
