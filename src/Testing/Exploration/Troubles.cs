using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.Testing.Exploration;

/// <summary>
/// Every result of every operation of a saga, one at a time; of a compensation, while the saga turns back at the last place where it can, and
/// while its path is left for another. What stands on an alternative is led to by a "no" on each path before.
/// </summary>
internal static class Troubles
{
    private static readonly TimeSpan _aWhile = TimeSpan.FromSeconds(40);

    public static IEnumerable<Trouble> Of(SagaDefinition saga)
    {
        var (steps, turning, leads) = (StepsOf(saga).ToArray(), TurningOf(saga), LeadsIn(saga));
        return
        [
            Trouble.None,
            .. steps.SelectMany(step => OfAction(step).Select(leads[step.Name])),
            .. turning is null ? [] : steps.SelectMany(step => OfCompensation(step, turning).Select(leads[step.Name])),
            .. LeftPathsIn(saga).SelectMany(path => path.SelectMany(step => OfCompensation(step, path[^1])).Select(leads[path[0].Name])),
        ];
    }

    /// <summary>With those of its sub-sagas, in their places.</summary>
    public static IEnumerable<StepDefinition> StepsOf(SagaDefinition saga) =>
        saga.Steps.SelectMany(step => step.Action is StepWork.SubSaga sub ? StepsOf(sub.Definition) : [step]);

    private static IEnumerable<SagaDefinition> SagasOf(SagaDefinition saga) =>
        saga.Steps.Select(step => step.Action).OfType<StepWork.SubSaga>().SelectMany(sub => SagasOf(sub.Definition)).Prepend(saga);

    private static IEnumerable<IReadOnlyList<StepDefinition>> LeftPathsIn(SagaDefinition saga) =>
        SagasOf(saga).SelectMany(within => within.Choices.SelectMany(choice => choice.Paths.SkipLast(1).Select(path => StepsOn(within, path))));

    private static StepDefinition[] StepsOn(SagaDefinition saga, IReadOnlyList<int> path) => [.. path.Select(ordinal => saga.Steps[ordinal])];

    /// <summary>By step: adds to a trouble what leads to the step's path.</summary>
    private static Dictionary<string, Func<Trouble, Trouble>> LeadsIn(SagaDefinition saga)
    {
        var leads = StepsOf(saga).DistinctBy(step => step.Name)
            .ToDictionary(step => step.Name, _ => new Func<Trouble, Trouble>(trouble => trouble), StringComparer.Ordinal);
        foreach (var (within, choice) in SagasOf(saga).SelectMany(within => within.Choices, (within, choice) => (within, choice)))
        {
            for (var place = 1; place < choice.Paths.Count; place++)
            {
                Trouble?[] before = [.. choice.Paths.Take(place).Select(path => NoOn(StepsOn(within, path)))];
                foreach (var step in StepsOn(within, choice.Paths[place]))
                {
                    leads[step.Name] = trouble => before.OfType<Trouble>().Reverse().Aggregate(trouble, (all, no) => no.And(all));
                }
            }
        }

        return leads;
    }

    private static Trouble? NoOn(IReadOnlyList<StepDefinition> path) => path.Reverse().Select(step => step.Action switch
    {
        StepWork.Activity action => new Trouble($"step '{step.Name}': refused", [(action.Key, Fault.Refuses("no"))]),
        StepWork.Approval => No(step),
        _ => null,
    }).FirstOrDefault(no => no is not null);

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
