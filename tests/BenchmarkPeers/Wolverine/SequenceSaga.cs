using DurableSagas.BenchmarkPeers.Driving;
using Wolverine;

namespace DurableSagas.BenchmarkPeers.Wolverine;

/// <summary>Five messages, one after another.</summary>
public sealed class SequenceSaga : Saga
{
    public string? Id { get; set; }

    public static (SequenceSaga Saga, DoWork First) Start(StartSequence start) =>
        (new SequenceSaga { Id = start.SequenceSagaId }, new DoWork(start.SequenceSagaId, 1));

    public DoWork? Handle(WorkDone done, Ends ends)
    {
        if (done.Number < 5)
        {
            return new DoWork(Id!, done.Number + 1);
        }

        MarkCompleted();
        ends.Ended(Id!, PeerWorkload.Sequence);
        return null;
    }
}
