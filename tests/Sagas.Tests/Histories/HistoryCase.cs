using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.TwoPhaseCommit;
using DurableSagas.Testing;
using static DurableSagas.Sagas.Tests.Letters;

namespace DurableSagas.Sagas.Tests.Histories;

/// <summary>One way in which a saga can go; its history is recorded under its name.</summary>
internal sealed record HistoryCase(string Name, SagaDefinition<Order> Saga, Action<SagaTestHost, Participant> Arrange, Func<SagaTestHost, string, Task> DriveAsync)
{
    private static readonly SagaDefinition<Order> _approved = DurableSagas.Sagas.Definitions.Saga.For<Order>("approved")
        .Within(TimeSpan.FromDays(30))
        .Step<A>().CompensateWith<UndoA>()
        .Approval("Manager", TimeSpan.FromDays(20))
        .Pivot<B>().CompensateWith<UndoB>()
        .Build();

    public static IReadOnlyList<HistoryCase> All { get; } =
    [
        Of("line-completed", Shapes.Line, _ => { }),
        Of("line-retried", Shapes.Line, host => host.Faults.On<B>(Fault.Fails("no answer").For(2)).On<D>(Fault.Pends(TimeSpan.FromMinutes(3)).Once())),
        Of("line-refused", Shapes.Line, host => host.Faults.On<C>(Fault.Refuses("no"))),
        Of("line-unknown", Shapes.Line, host => host.Faults.On<C>(Fault.Fails("no answer").AfterItsWork())),
        Of("line-stuck", Shapes.Line, host => host.Faults.On<C>(Fault.Refuses("no")).On<UndoA>(Fault.Fails("broken"))),
        Of("line-rewound", Shapes.Line, host => host.Faults.On<C>(Fault.Refuses("no")).On<UndoA>(Fault.Fails("broken")), RewindAsync),
        Of("line-cancelled", Shapes.Line, host => host.Faults.On<B>(Fault.Pends(TimeSpan.FromMinutes(3))), CancelAsync),
        Of("diamond-refused", Shapes.Diamond, host => host.Faults.On<D>(Fault.Refuses("no"))),
        Of("approved-waiting", _approved, _ => { }, (host, _) => host.WhenIdleAsync()),
        Of("approved-by-kim", _approved, _ => { }, ApproveAsync),
        Of("approved-by-nobody", _approved, _ => { }),
        Of("parent-undone", Shapes.Parent, host => host.Faults.On<D>(Fault.Refuses("no"))),
        Of("branches-confirmed", Shapes.Branches, _ => { }),
        Of("branches-cancelled", Shapes.Branches, host => host.Faults.On<B>(Fault.Refuses("no seats"))),
        Of("votes-committed", Shapes.Votes, _ => { }),
        new("votes-aborted", Shapes.Votes, (_, participant) => participant.Votes["Q"] = new Ballot(Vote.Abort, "locked by another"), EndAsync),
        Of("by-event-undone", Shapes.ByEvent, host => host.Faults.On<D>(Fault.Refuses("no"))),
        Of("choice-other-step", Shapes.OrElse, host => host.Faults.On<B>(Fault.Fails("no answer").AfterItsWork())),
        Of("choice-none-left", Shapes.OrElse, host => host.Faults.On<B>(Fault.Refuses("no")).On<C>(Fault.Refuses("no"))),
        Of("choice-stuck-and-rewound", Shapes.Fork, host => host.Faults.On<B>(Fault.Refuses("no")).On<UndoA>(Fault.Fails("broken")), RewindAsync),
    ];

    public override string ToString() => Name;

    private static HistoryCase Of(string name, SagaDefinition<Order> saga, Action<SagaTestHost> arrange, Func<SagaTestHost, string, Task>? driveAsync = null) =>
        new(name, saga, (host, _) => arrange(host), driveAsync ?? EndAsync);

    private static async Task EndAsync(SagaTestHost host, string id) => await host.EndOfAsync(id);

    private static async Task RewindAsync(SagaTestHost host, string id)
    {
        await host.EndOfAsync(id);
        host.Faults.MendAll();
        await host.RewindAsync(id);
    }

    private static async Task CancelAsync(SagaTestHost host, string id)
    {
        await host.WhenIdleAsync();
        await host.Client.RaiseEventAsync(id, CancelRequest.Event, new CancelRequest("changed my mind"));
        await host.EndOfAsync(id);
    }

    private static async Task ApproveAsync(SagaTestHost host, string id)
    {
        await host.AdvanceAsync(TimeSpan.FromDays(3));
        await host.Client.RaiseEventAsync(id, "Manager", new ApprovalAnswer(Approved: true, "kim", "seen"));
        await host.EndOfAsync(id);
    }
}
