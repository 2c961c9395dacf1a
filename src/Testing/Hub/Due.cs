using Microsoft.DurableTask.Protobuf;

namespace DurableSagas.Testing.Hub;

/// <summary>Something that happens to an instance at a time of its own.</summary>
/// <param name="ExecutionId">Of the execution that it belongs to.</param>
/// <param name="Timer">Null: the instance starts.</param>
internal sealed record Due(DateTimeOffset At, Instance Instance, string ExecutionId, HistoryEvent? Timer);
