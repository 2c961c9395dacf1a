using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.Testing.Exploration;

/// <summary>One way that a saga can go, run to its end; where it gets stuck, what its view names is mended, and it is rewound.</summary>
internal sealed class CaseRun(ExplorationPlan plan, Trouble trouble, CrashPoint? crash = null)
{
    public const string Id = "explored-1";

    private string Path => crash is null ? trouble.Name : $"{trouble.Name}; {crash}";

    /// <exception cref="ExplorationException">The case is not as it must be.</exception>
    public async Task<CaseEnd> RunAsync()
    {
        await using var host = await plan.OpenAsync();
        SagaOutcome? outcome = null;
        try
        {
            Arrange(host);
            await plan.StartAsync(host, Id);
            await plan.MeanwhileAsync(host);
            var rewinds = 0;
            for (outcome = await EndAsync(host, () => host.OutcomeOfAsync(Id)); outcome is null; rewinds++)
            {
                await JudgeStuckAsync(host, rewinds);
                Mend(host);
                outcome = await EndAsync(host, () => host.RewindAsync(Id));
            }

            MustBeShown(host, outcome);
            await plan.JudgeAsync(new ExploredCase(host, Id, Path, outcome));
            return new CaseEnd(trouble.Faults.All(ordered => host.Faults.HasMet(ordered.Activity)), rewinds > 0, host.Crashes > 0);
        }
        catch (Exception broken)
        {
            throw new ExplorationException(
                Path,
                $"Saga '{plan.Saga.Name}' broke where {Path}. It {EndOf(outcome)}; calls: {string.Join(" ", host.ActivityCalls)}.\n{broken.Message}",
                broken);
        }
    }

    private static string EndOf(SagaOutcome? outcome) => outcome switch
    {
        null => "has no outcome",
        { Step: { } step } => $"was {outcome.Status} at '{step}': {outcome.Reason}",
        { Reason: { } reason } => $"was {outcome.Status}: {reason}",
        _ => $"was {outcome.Status}",
    };

    // Whoever is asked says yes, unless that is what goes wrong.
    private void Arrange(SagaTestHost host)
    {
        foreach (var approval in Troubles.StepsOf(plan.Saga).Where(step => step.Action is StepWork.Approval))
        {
            host.Approvals.On(approval.Name, new ApprovalAnswer(Approved: true, "somebody"));
        }

        foreach (var (approval, answer) in trouble.Answers)
        {
            host.Approvals.On(approval, answer);
        }

        foreach (var (activity, fault) in trouble.Faults)
        {
            host.Faults.On(activity, fault);
        }

        crash?.Order(host.Faults);
    }

    /// <summary>Null when the saga is stuck.</summary>
    private static async Task<SagaOutcome?> EndAsync(SagaTestHost host, Func<Task<SagaOutcome>> run)
    {
        try
        {
            return await run();
        }
        catch (SagaStuckException stuck) when (host.View(Id).Status == SagaStatus.Stuck && stuck.Instance.InstanceId == Id)
        {
            return null;
        }
    }

    private async Task JudgeStuckAsync(SagaTestHost host, int rewinds)
    {
        await plan.JudgeAsync(new ExploredCase(host, Id, Path, outcome: null));
        if (rewinds > Troubles.StepsOf(plan.Saga).Count())
        {
            throw new InvalidOperationException("It is stuck again and again: mending what its view names has not helped.");
        }
    }

    // What a sub-saga's step needs is not told by the view above.
    private void Mend(SagaTestHost host)
    {
        var stuck = host.View(Id).Steps.Where(step => step.Status == StepStatus.Stuck).SelectMany(step => plan.Saga.Steps[step.Ordinal].Activities).ToArray();
        foreach (var activity in stuck.Length > 0 ? stuck : trouble.Faults.Select(fault => fault.Activity))
        {
            host.Faults.Mend(activity);
        }
    }

    private static void MustBeShown(SagaTestHost host, SagaOutcome outcome)
    {
        var view = host.View(Id);
        if (view.Status != outcome.Status || !outcome.Undone.SequenceEqual(view.Outcome?.Undone ?? []))
        {
            throw new InvalidOperationException(
                $"The outcome is {outcome.Status}, undone: {string.Join(" ", outcome.Undone)}; "
                + $"but the view says {view.Status}, undone: {string.Join(" ", view.Outcome?.Undone ?? [])}.");
        }
    }
}
