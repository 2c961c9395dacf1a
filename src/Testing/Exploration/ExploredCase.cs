using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Timelines;

namespace DurableSagas.Testing.Exploration;

/// <summary>One run of an explored saga, as an invariant sees it: at its end, and before that whenever it is stuck.</summary>
public sealed class ExploredCase
{
    internal ExploredCase(SagaTestHost host, string id, string path, SagaOutcome? outcome) => (Host, Id, Path, Outcome) = (host, id, path, outcome);

    /// <summary>The case's own, with its services, tables, calls and history.</summary>
    public SagaTestHost Host { get; }

    /// <summary>The saga's.</summary>
    public string Id { get; }

    /// <summary>What goes wrong in it.</summary>
    public string Path { get; }

    /// <summary>Null while the saga is stuck.</summary>
    public SagaOutcome? Outcome { get; }

    public bool IsStuck => Outcome is null;

    public SagaTimeline View => Host.View(Id);
}
