using Microsoft.DurableTask.Protobuf;

namespace DurableSagas.Testing.Hub;

/// <summary>What a host is to do next.</summary>
internal abstract record Work
{
    /// <summary>An instance has messages to take up.</summary>
    public sealed record Episode(Instance Instance) : Work;

    /// <summary>An activity is to be called.</summary>
    /// <param name="ExecutionId">Of the execution that scheduled it; its result is nobody else's.</param>
    public sealed record Call(Instance Instance, string ExecutionId, HistoryEvent Scheduled) : Work
    {
        public string Name => Scheduled.TaskScheduled.Name;

        public string? Input => Scheduled.TaskScheduled.Input;
    }
}
