using System.Text.Json.Serialization;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Views;

namespace DurableSagas.Projections.Approvals;

/// <summary>A step that waits for a person's answer, as the list shows it.</summary>
/// <param name="Id">The saga's.</param>
/// <param name="Name">Of the saga's definition.</param>
/// <param name="Step">Also the event that answers it.</param>
public sealed record WaitingApproval(string Id, string Name, string Step, DateTimeOffset Since, DateTimeOffset Until)
{
    /// <summary>Where the answer is to be posted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Link { get; init; }

    internal int Ordinal { get; init; }

    /// <summary>What waits in a saga, of the steps that the rows tell of; nothing does once it has ended.</summary>
    internal static IEnumerable<WaitingApproval> In(SagaRows rows) => rows.Head is not { } head || !CanWait(head.OwnStatus ?? head.Status) ? [] :
        from row in rows.Steps.Values
        where row.Step.Until is not null
        select Of(head.Saga.Id, head.Saga.Name, row.Step.Name, row.Step.Ordinal, row.Step.StartedAt, row.Step.Until!.Value);

    internal static IEnumerable<WaitingApproval> In(SagaView view) => !CanWait(view.Status) ? [] :
        from step in view.Steps.Index()
        where step.Item.Until is not null
        select Of(view.Id, view.Name, step.Item.Name, step.Index, step.Item.StartedAt, step.Item.Until!.Value);

    private static WaitingApproval Of(string id, string name, string step, int ordinal, DateTimeOffset? since, DateTimeOffset until) =>
        new(id, name, step, since ?? until, until) { Ordinal = ordinal };

    // A saga that a stuck one below it holds up may still hear an answer.
    private static bool CanWait(SagaStatus status) => status.IsUnderWay() || status == SagaStatus.Stuck;
}
