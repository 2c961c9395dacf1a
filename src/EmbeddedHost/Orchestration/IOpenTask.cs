using DurableTask.Core;

namespace DurableSagas.EmbeddedHost.Orchestration;

/// <summary>An activity, timer or sub-orchestration that the history has begun and not ended.</summary>
internal interface IOpenTask
{
    OpenTaskKind Kind { get; }

    void Complete(string? result);

    void Fail(string? reason, FailureDetails? details);
}
