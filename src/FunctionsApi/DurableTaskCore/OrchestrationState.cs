#nullable disable // Not annotated upstream: what is absent is null.

using System.Runtime.Serialization;

namespace DurableTask.Core;

[DataContract]
public class OrchestrationState : IExtensibleDataObject
{
    [DataMember]
    public DateTime CompletedTime;

    [DataMember]
    public long CompressedSize;

    [DataMember]
    public DateTime CreatedTime;

    [DataMember]
    public int? Generation;

    [DataMember]
    public string Input;

    [DataMember]
    public DateTime LastUpdatedTime;

    [DataMember]
    public string Name;

    [DataMember]
    public OrchestrationInstance OrchestrationInstance;

    [DataMember]
    public OrchestrationStatus OrchestrationStatus;

    [DataMember]
    public string Output;

    [DataMember]
    public ParentInstance ParentInstance;

    [DataMember]
    public long Size;

    [DataMember]
    public string Status;

    [DataMember]
    public IDictionary<string, string> Tags;

    [DataMember]
    public string Version;

    [DataMember]
    public FailureDetails FailureDetails { get; set; }

    [DataMember]
    public DateTime? ScheduledStartTime { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }
}
