using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Validation;
using DurableSagas.Sagas.Faults;

namespace DurableSagas.Sagas.Tests.Exploration;

/// <summary>What goes wrong in one explored run.</summary>
/// <param name="Faults">By activity.</param>
public sealed record Trouble(string Name, IReadOnlyList<(string Activity, Fault Fault)> Faults)
{
    private const string Hanging = "hanging after its work";

    private static readonly Trouble _none = new("nothing", []);

    /// <summary>False when the history is that of another trouble, but for a text: a crash finds nothing new in it.</summary>
    public bool IsWorthACrash => !Name.EndsWith(Hanging, StringComparison.Ordinal);

    /// <summary>Each result of each step; for each compensation, that it never works while the last step is refused; and two that never work, side by side.</summary>
    public static IEnumerable<Trouble> Of(SagaDefinition saga) =>
    [
        _none,
        .. saga.Steps.SelectMany(step => Results(), (step, result) => new Trouble($"{step.Name} {result.Name}", [(step.Name, result.Fault)])),
        .. BrokenCompensations(saga),
        .. BrokenSideBySide(saga),
    ];

    /// <summary>What makes a difference to a saga that is interrupted: an answer that is lost, awaited or asked for again, and a way back that is blocked.</summary>
    public static IEnumerable<Trouble> BesideAnInterruption(SagaDefinition saga) =>
    [
        _none,
        .. saga.Steps.Select(step => new Trouble($"{step.Name} unknown, then pending, then hanging", [(step.Name, Fault.Fails().AfterItsWork().Once()), (step.Name, Fault.Pends(TimeSpan.FromSeconds(40)).Once()), (step.Name, Fault.Hangs().AfterItsWork().Once())])),
        .. CompensationsOf(saga).Select(compensation => new Trouble($"{compensation} broken", [(compensation, Fault.Fails("broken"))])),
        .. BrokenSideBySide(saga),
    ];

    private static IEnumerable<(string Name, Fault Fault)> Results() =>
    [
        ("refused", Fault.Refuses("no")),
        ("unknown before its work", Fault.Fails()),
        ("unknown after its work", Fault.Fails().AfterItsWork()),
        ("unknown once", Fault.Fails().AfterItsWork().Once()),
        ("pending for ever", Fault.Pends(TimeSpan.FromMinutes(20))),
        (Hanging, Fault.Hangs().AfterItsWork()),
    ];

    private static IEnumerable<Trouble> BrokenCompensations(SagaDefinition saga)
    {
        var refusing = LastToRefuse(saga).Name;
        foreach (var compensation in CompensationsOf(saga))
        {
            yield return new Trouble($"{refusing} refused, {compensation} broken", [(refusing, Fault.Refuses("no")), (compensation, Fault.Fails("broken"))]);
            yield return new Trouble($"{refusing} unknown, {compensation} broken after its work", [(refusing, Fault.Fails().AfterItsWork()), (compensation, Fault.Fails("broken").AfterItsWork())]);
        }
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

    private static StepDefinition LastToRefuse(SagaDefinition saga) => saga.Steps.Last(step => step.Kind != StepKind.Retriable);

    private static IEnumerable<string> CompensationsOf(SagaDefinition saga) => saga.Steps.SelectMany(step => step.Activities.Skip(1));
}
