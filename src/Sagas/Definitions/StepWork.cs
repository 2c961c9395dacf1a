using DurableSagas.Sagas.Events;

namespace DurableSagas.Sagas.Definitions;

/// <summary>What a step, or its compensation, consists of.</summary>
/// <remarks>Lives inside a process only: nothing polymorphic crosses the history.</remarks>
public abstract record StepWork
{
    private StepWork()
    {
    }

    /// <summary>One activity function, tried as its policy says.</summary>
    public sealed record Activity(string Function) : StepWork
    {
        /// <summary>What tells this call from every other of the saga: the function's own name, unless steps share one.</summary>
        public string Key { get; init; } = Function;
    }

    /// <summary>A person's answer, given as the external event of the step's name.</summary>
    public sealed record Approval(TimeSpan Within) : StepWork;

    /// <summary>A compensation that the consumer of a queue carries out at its own pace, and acknowledges.</summary>
    /// <param name="Step">The step that it undoes.</param>
    /// <param name="Queue">The Azure Storage queue to which the event goes.</param>
    /// <param name="Within">How long to wait for the acknowledgement, from the publication; past it the saga is stuck.</param>
    public sealed record Event(string Step, string Queue, TimeSpan Within) : StepWork
    {
        public static readonly TimeSpan WithinByDefault = TimeSpan.FromMinutes(15);

        /// <summary>Ten minutes is a message hidden whose consumer was killed; the rest is for the one that takes it then.</summary>
        public static readonly TimeSpan LeastToOutliveAConsumer = TimeSpan.FromMinutes(11);

        /// <summary>How often the event is published at most: at first, and by each last attempt.</summary>
        public const int Publications = 2;

        /// <summary>Whether the wait must be long enough for another consumer, when the first one is killed with the message in hand.</summary>
        public bool OutlivesItsConsumer { get; init; } = true;

        /// <summary>The key of the consumer's work, beside those of activities.</summary>
        public string Consumer => ConsumerOf(Step);

        /// <summary>The activity that publishes the event, and looks for the acknowledgement.</summary>
        internal Activity Asking => new(CompensationRequester.RequestCompensation) { Key = $"{Step}/compensation" };

        public static string ConsumerOf(string step) => $"{step}/consumer";
    }

    /// <summary>A whole saga, run as a sub-orchestration; as a compensation, the undoing of that saga's steps in reverse.</summary>
    public sealed record SubSaga(SagaDefinition Definition) : StepWork;
}
