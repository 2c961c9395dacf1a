using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Validation;
using DurableSagas.Sagas.Faults;
using DurableSagas.Testing.Exploration;

namespace DurableSagas.Sagas.Tests.Exploration;

/// <summary>Troubles beside those that the kit explores for anyone.</summary>
internal static class MoreTroubles
{
    /// <summary>For each step, no answer for ever; a step without an answer and a compensation that never works; and two that never work, side by side.</summary>
    public static IEnumerable<Trouble> Of(SagaDefinition saga) =>
    [
        .. saga.Steps.SelectMany(step => new[]
        {
            new Trouble($"{step.Name} pending for ever", [(step.Name, Fault.Pends(TimeSpan.FromMinutes(20)))]),
            new Trouble($"{step.Name} hanging after its work", [(step.Name, Fault.Hangs().AfterItsWork())]) { IsWorthACrash = false },
        }),
        .. BrokenCompensations(saga),
        .. BrokenSideBySide(saga),
        .. LeftPaths(saga),
    ];

    /// <summary>What makes a difference to a saga that is interrupted: an answer that is lost, awaited or asked for again, and a way back that is blocked.</summary>
    public static IEnumerable<Trouble> BesideAnInterruption(SagaDefinition saga) =>
    [
        Trouble.None,
        .. saga.Steps.Select(step => new Trouble($"{step.Name} unknown, then pending, then hanging", [(step.Name, Fault.Fails().AfterItsWork().Once()), (step.Name, Fault.Pends(TimeSpan.FromSeconds(40)).Once()), (step.Name, Fault.Hangs().AfterItsWork().Once())])),
        .. CompensationsOf(saga).Select(compensation => new Trouble($"{compensation} broken", [(compensation, Fault.Fails("broken"))])),
        .. BrokenSideBySide(saga),
        .. LeftPaths(saga),
    ];

    private static IEnumerable<Trouble> BrokenCompensations(SagaDefinition saga)
    {
        var refusing = LastToRefuse(saga);
        // A decision is asked until it is known, and does not turn back.
        return refusing.MustWork ? [] : CompensationsOf(saga).Select(compensation => new Trouble(
            $"{refusing.Name} unknown, {compensation} broken after its work",
            [(refusing.Name, Fault.Fails().AfterItsWork()), (compensation, Fault.Fails("broken").AfterItsWork())]));
    }

    /// <summary>Two operations that must work, that nothing keeps from running at the same time, and that never do.</summary>
    private static IEnumerable<Trouble> BrokenSideBySide(SagaDefinition saga)
    {
        var order = StepOrder.Of(saga.Steps);
        var refusing = LastToRefuse(saga);
        // A decision is asked until it is known: only a "no" turns it back.
        var turnsBack = (refusing.Name, Fault: refusing.MustWork ? Fault.Refuses("no") : Fault.Fails().AfterItsWork());
        foreach (var (one, other) in saga.Steps.SelectMany((one, ordinal) => saga.Steps.Skip(ordinal + 1), (one, other) => (one, other)).Where(pair => !order.IsBefore(pair.one.Name, pair.other.Name) && !order.IsBefore(pair.other.Name, pair.one.Name)))
        {
            yield return one.Kind == StepKind.Retriable
                ? new Trouble($"{one.Name} and {other.Name} broken", [(one.Name, Fault.Fails("broken")), (other.Name, Fault.Fails("broken"))])
                : new Trouble($"{refusing.Name} turns back, compensations of {one.Name} and {other.Name} broken", [turnsBack, (one.Activities.Last(), Fault.Fails("broken")), (other.Activities.Last(), Fault.Fails("broken"))]);
        }
    }

    /// <summary>A path is left, and something else goes wrong while it is, or later.</summary>
    private static IEnumerable<Trouble> LeftPaths(SagaDefinition saga)
    {
        foreach (var path in saga.Paths.Where(path => !path.IsLast))
        {
            var (last, onIt) = (saga.Steps[path.Steps[^1]], path.Steps.Select(ordinal => saga.Steps[ordinal]).ToArray());
            foreach (var other in saga.Steps.Except(onIt))
            {
                yield return new Trouble($"{last.Name} unknown, {other.Name} refused", [(last.Name, Fault.Fails().AfterItsWork()), (other.Name, Fault.Refuses("no"))]) { IsWorthACrash = false };
            }

            foreach (var step in onIt)
            {
                yield return new Trouble($"{last.Name} unknown, compensation of {step.Name} broken", [(last.Name, Fault.Fails().AfterItsWork()), (step.Activities.Last(), Fault.Fails("broken"))]) { IsWorthACrash = false };
            }
        }
    }

    private static StepDefinition LastToRefuse(SagaDefinition saga) => saga.Steps.Last(step => step.Kind != StepKind.Retriable);

    private static IEnumerable<string> CompensationsOf(SagaDefinition saga) => saga.Steps.SelectMany(step => step.Activities.Skip(1));
}
