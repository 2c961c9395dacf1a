using DurableSagas.Sagas.Definitions;
using DurableSagas.Testing.Faults;

namespace DurableSagas.Sagas.Tests.Exploration;

/// <summary>What goes wrong in one explored run.</summary>
/// <param name="Faults">By activity.</param>
public sealed record Trouble(string Name, IReadOnlyList<(string Activity, Fault Fault)> Faults)
{
    /// <summary>Each result of each step; and for each compensation, that it never works while the last step is refused.</summary>
    public static IEnumerable<Trouble> Of(SagaDefinition saga)
    {
        yield return new Trouble("nothing", []);
        foreach (var step in saga.Steps)
        {
            foreach (var (name, fault) in Results())
            {
                yield return new Trouble($"{step.Name} {name}", [(step.Name, fault)]);
            }
        }

        var refusing = saga.Steps.Last(step => step.Kind != StepKind.Retriable).Name;
        foreach (var compensation in saga.Steps.SelectMany(step => step.Activities.Skip(1)))
        {
            yield return new Trouble($"{refusing} refused, {compensation} broken", [(refusing, Fault.Refuses("no")), (compensation, Fault.Fails("broken"))]);
            yield return new Trouble($"{refusing} unknown, {compensation} broken after its work", [(refusing, Fault.Fails().AfterItsWork()), (compensation, Fault.Fails("broken").AfterItsWork())]);
        }
    }

    private static IEnumerable<(string, Fault)> Results() =>
    [
        ("refused", Fault.Refuses("no")),
        ("unknown before its work", Fault.Fails()),
        ("unknown after its work", Fault.Fails().AfterItsWork()),
        ("unknown once", Fault.Fails().AfterItsWork().Once()),
        ("pending for ever", Fault.Pends(TimeSpan.FromMinutes(20))),
        ("hanging after its work", Fault.Hangs().AfterItsWork()),
    ];
}
