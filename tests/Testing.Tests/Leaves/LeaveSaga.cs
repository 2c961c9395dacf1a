using DurableSagas.Sagas.Definitions;

namespace DurableSagas.Testing.Tests.Leaves;

public static class LeaveSaga
{
    public const string Manager = nameof(Manager);

    public static SagaDefinition<TakeLeave> Definition { get; } = Saga.For<TakeLeave>("leave")
        .Step<BookDays>().CompensateWith<FreeDays>()
        .Approval(Manager, TimeSpan.FromDays(7))
        .Pivot<TellPayroll>()
        .Build();
}
