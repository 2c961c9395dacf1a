using DurableSagas.Sagas;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Interventions;
using DurableSagas.Sagas.Outcomes.Timelines;
using DurableSagas.Sagas.Steps.Interventions;

namespace DurableSagas.Testing.Operators;

/// <summary>What the test's operators have decided about stuck sagas: in memory; it survives a crash of the host.</summary>
internal sealed class DecisionsByHand : IInterventions
{
    private const string By = "the test's operator";

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Saga, long Sequence), OperatorDecision> _decided = [];
    private readonly Dictionary<string, Settlement> _settled = new(StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">The saga is not stuck at that step.</exception>
    public void Decide(SagaTimeline saga, string step, InterventionAction action, string? result, string reason, DateTimeOffset at)
    {
        var stuck = saga.Steps.FirstOrDefault(known => known.Status == StepStatus.Stuck);
        if (saga.Status != SagaStatus.Stuck || stuck?.Name != step)
        {
            throw new InvalidOperationException(
                $"Saga '{saga.Saga.Id}' is {saga.Status}{(stuck is null ? string.Empty : $" at '{stuck.Name}'")}, not stuck at '{step}'.");
        }

        var operation = stuck.CompensationAttempts > 0 ? StepOperation.Compensation : StepOperation.Action;
        lock (_gate)
        {
            _decided[(saga.Saga.Id, saga.Sequence)] =
                new OperatorDecision(new Intervention(step, $"{operation}", action, By, reason, at), result);
        }
    }

    /// <summary>The saga on top of one that is part of others.</summary>
    public static string RootOf(string id) => SubSagaId.Parts(id).Parent is { } parent ? RootOf(parent) : id;

    public void Settle(string sagaId, Settlement settlement)
    {
        lock (_gate)
        {
            _settled[sagaId] = settlement;
        }
    }

    public Task<OperatorDecision?> FindAsync(string sagaId, long sequence, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_settled.TryGetValue(sagaId, out var settlement)
                ? new OperatorDecision(null, Settlement: settlement)
                : _decided.GetValueOrDefault((sagaId, sequence)));
        }
    }

    public Task<Settlement?> FindSettlementAsync(string sagaId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_settled.GetValueOrDefault(sagaId));
        }
    }
}
