using DurableSagas.Sagas.Definitions;
using static DurableSagas.Sagas.Tests.Letters;
using static DurableSagas.Sagas.Tests.Voters;

namespace DurableSagas.Sagas.Tests;

/// <summary>Sagas of every shape that the tests use.</summary>
internal static class Shapes
{
    /// <summary>Two compensable steps, a pivot that can be called back, a retriable step.</summary>
    public static SagaDefinition<Order> Line { get; } = Saga.For<Order>("line")
        .Step<A>().CompensateWith<UndoA>()
        .Step<B>().CompensateWith<UndoB>()
        .Pivot<C>().CompensateWith<UndoC>()
        .Retriable<D>()
        .Build();

    /// <summary>B and C side by side between A and the pivot.</summary>
    public static SagaDefinition<Order> Diamond { get; } = Saga.For<Order>("diamond")
        .Step<A>().CompensateWith<UndoA>()
        .Step<B>().CompensateWith<UndoB>()
        .Step<C>().After<A>().CompensateWith<UndoC>()
        .Pivot<D>().After<B>().After<C>().CompensateWith<UndoD>()
        .Build();

    /// <summary>Nothing but compensable steps, two of which have no order between them.</summary>
    public static SagaDefinition<Order> Open { get; } = Saga.For<Order>("open")
        .Step<A>().CompensateWith<UndoA>()
        .Step<B>().AtOnce().CompensateWith<UndoB>()
        .Step<C>().After<A>().CompensateWith<UndoC>()
        .Build();

    /// <summary>A pivot that nothing can call back.</summary>
    public static SagaDefinition<Order> NoWayBack { get; } = Saga.For<Order>("no-way-back")
        .Step<A>().CompensateWith<UndoA>()
        .Pivot<B>()
        .Retriable<C>()
        .Build();

    /// <summary>Two retriable steps side by side after the pivot.</summary>
    public static SagaDefinition<Order> Tail { get; } = Saga.For<Order>("tail")
        .Pivot<A>().CompensateWith<UndoA>()
        .Retriable<B>()
        .Retriable<C>().After<A>()
        .Build();

    /// <summary>A saga as the first step of another.</summary>
    public static SagaDefinition<Order> Child { get; } = Saga.For<Order>("child")
        .Step<B>().CompensateWith<UndoB>()
        .Step<C>().CompensateWith<UndoC>()
        .Build();

    public static SagaDefinition<Order> Parent { get; } = Saga.For<Order>("parent")
        .Step<A>().CompensateWith<UndoA>()
        .SubSaga(Child, (order, _) => order)
        .Step<D>().CompensateWith<UndoD>()
        .Build();

    /// <summary>Two branches: A and B are tried, C and D confirm.</summary>
    public static SagaDefinition<Order> Branches { get; } = Tcc.For<Order>("branches")
        .Within(TimeSpan.FromHours(8)).ReservedFor(TimeSpan.FromDays(1))
        .Branch<A>().ConfirmWith<C>().CancelWith<UndoA>()
        .Branch<B>().ConfirmWith<D>().CancelWith<UndoB>()
        .Build();

    /// <summary>Two participants: P and Q prepare, C and D commit.</summary>
    public static SagaDefinition<Order> Votes { get; } = TwoPhase.For<Order>("votes")
        .PrepareWithin(TimeSpan.FromHours(8))
        .Participant<P>().CommitWith<C>().AbortWith<UndoP>()
        .Participant<Q>().CommitWith<D>().AbortWith<UndoQ>()
        .Build();

    /// <summary>Steps undone by event: one, the pivot, and one beside an ordinary compensation.</summary>
    public static SagaDefinition<Order> ByEvent { get; } = Saga.For<Order>("by-event")
        .Step<A>().CompensateByEvent("undo-a")
        .Step<B>().CompensateWith<UndoB>()
        .Step<C>().After<A>().CompensateByEvent("undo-c")
        .Pivot<D>().After<B>().After<C>().CompensateByEvent("undo-d")
        .Build();

    /// <summary>A saga undone by event, as the first step of another.</summary>
    public static SagaDefinition<Order> ChildByEvent { get; } = Saga.For<Order>("child-by-event")
        .Step<B>().CompensateByEvent("undo-b")
        .Step<C>().CompensateWith<UndoC>()
        .Build();

    public static SagaDefinition<Order> ParentByEvent { get; } = Saga.For<Order>("parent-by-event")
        .Step<A>().CompensateWith<UndoA>()
        .SubSaga(ChildByEvent, (order, _) => order)
        .Step<D>().CompensateWith<UndoD>()
        .Build();

    /// <summary>C instead of B, between A and the pivot.</summary>
    public static SagaDefinition<Order> OrElse { get; } = Saga.For<Order>("or-else")
        .Step<A>().CompensateWith<UndoA>()
        .Step<B>().CompensateWith<UndoB>().OrElse<C>().CompensateWith<UndoC>()
        .Pivot<D>().CompensateWith<UndoD>()
        .Build();

    /// <summary>A and B, or else C; E beside them, and the pivot after all.</summary>
    public static SagaDefinition<Order> Fork { get; } = Saga.For<Order>("fork")
        .SavePoint()
        .Step<A>().CompensateWith<UndoA>()
        .Step<B>().CompensateWith<UndoB>()
        .Alternative(path => path.Step<C>().CompensateWith<UndoC>())
        .Step<E>().AtOnce().CompensateWith<UndoE>()
        .Pivot<D>().After<B>().After<E>().CompensateWith<UndoD>()
        .Build();

    /// <summary>Less time than a participant may answer "pending", so that only the deadline can end it.</summary>
    public static SagaDefinition<Order> BranchesInAHurry { get; } = Tcc.For<Order>("branches-in-a-hurry")
        .Within(TimeSpan.FromMinutes(10)).ReservedFor(TimeSpan.FromDays(1))
        .Branch<A>().ConfirmWith<C>().CancelWith<UndoA>()
        .Branch<B>().ConfirmWith<D>().CancelWith<UndoB>()
        .Build();

    /// <inheritdoc cref="BranchesInAHurry"/>
    public static SagaDefinition<Order> VotesInAHurry { get; } = TwoPhase.For<Order>("votes-in-a-hurry")
        .PrepareWithin(TimeSpan.FromMinutes(10))
        .Participant<P>().CommitWith<C>().AbortWith<UndoP>()
        .Participant<Q>().CommitWith<D>().AbortWith<UndoQ>()
        .Build();

    public static IReadOnlyList<SagaDefinition<Order>> All { get; } = [Line, Diamond, Open, NoWayBack, Tail, Branches, Votes, ByEvent, OrElse, Fork];
}
