using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.Testing.Exploration;

/// <summary>Every result of every operation of a saga, one at a time; of a compensation, while the saga turns back at the last place where it can.</summary>
internal static class Troubles
{
    private static readonly TimeSpan _aWhile = TimeSpan.FromSeconds(40);

    public static IEnumerable<Trouble> Of(SagaDefinition saga)
    {
        var (steps, turning) = (StepsOf(saga).ToArray(), TurningOf(saga));
        return
        [
            Trouble.None,
            .. steps.SelectMany(OfAction),
            .. turning is null ? [] : steps.SelectMany(step => OfCompensation(step, turning)),
        ];
    }

    /// <summary>With those of its sub-sagas, in their places.</summary>
    public static IEnumerable<StepDefinition> StepsOf(SagaDefinition saga) =>
        saga.Steps.SelectMany(step => step.Action is StepWork.SubSaga sub ? StepsOf(sub.Definition) : [step]);

    private static IEnumerable<Trouble> OfAction(StepDefinition step) => step.Action switch
    {
        StepWork.Activity action => OfAction($"step '{step.Name}'", action.Key),
        StepWork.Approval =>
        [
            No(step),
            new Trouble($"approval '{step.Name}': nobody answers", []) { Answers = [(step.Name, null)] },
        ],
        _ => [],
    };

    private static IEnumerable<Trouble> OfAction(string step, string key) =>
    [
        new($"{step}: refused", [(key, Fault.Refuses("no"))]),
        new($"{step}: pending once", [(key, Fault.Pends(_aWhile).Once())]),
        new($"{step}: unknown, before its work", [(key, Fault.Fails())]),
        new($"{step}: unknown, after its work", [(key, Fault.Fails().AfterItsWork())]),
        new($"{step}: unknown once, after its work", [(key, Fault.Fails().AfterItsWork().Once())]),
    ];

    private static IEnumerable<Trouble> OfCompensation(StepDefinition step, StepDefinition turning)
    {
        if (step.Compensation is null or StepWork.SubSaga || WayBack(step, turning) is not { } back)
        {
            return [];
        }

        var (name, key) = ($"compensation of step '{step.Name}'", step.Activities.Last());
        return from fault in new (string Name, Fault Fault)[]
               {
                   ("pending once", Fault.Pends(_aWhile).Once()),
                   ("unknown once, before its work", Fault.Fails().Once()),
                   ("unknown once, after its work", Fault.Fails().AfterItsWork().Once()),
                   ("refused until it is mended", Fault.Refuses("no")),
                   ("unknown, before its work, until it is mended", Fault.Fails()),
                   ("unknown, after its work, until it is mended", Fault.Fails().AfterItsWork()),
               }
               select back.And(new Trouble($"{name}: {fault.Name}", [(key, fault.Fault)]));
    }

    /// <summary>What leads to a step's compensation; null when nothing does.</summary>
    private static Trouble? WayBack(StepDefinition step, StepDefinition turning) => turning.Action switch
    {
        StepWork.Activity action when step == turning => new($"step '{step.Name}': unknown, after its work", [(action.Key, Fault.Fails().AfterItsWork())]),
        StepWork.Activity action => new($"step '{turning.Name}': refused", [(action.Key, Fault.Refuses("no"))]),
        StepWork.Approval when step != turning => No(turning),
        _ => null,
    };

    private static Trouble No(StepDefinition approval) =>
        new($"approval '{approval.Name}': somebody says no", []) { Answers = [(approval.Name, new ApprovalAnswer(Approved: false, "somebody"))] };

    /// <summary>The last step that may refuse; null when none may.</summary>
    private static StepDefinition? TurningOf(SagaDefinition saga) => StepsOf(saga).LastOrDefault(step => step.Kind != StepKind.Retriable);
}
