using DurableTask.Core;

namespace DurableSagas.DurableTask.Sqlite.Instances;

/// <summary>What most episodes change of an instance's row.</summary>
internal readonly record struct InstanceProgress(OrchestrationStatus Status, DateTime Updated, int Episode, int OpenWork);
