using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Agreements;
using DurableSagas.Sagas.Definitions.Validation;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Timelines;
using DurableSagas.Sagas.Running.Frontiers;

namespace DurableSagas.Sagas.Rewinds;

/// <summary>Plays a saga's run on to its end from where it stands, by the run's own order, as if everything worked.</summary>
/// <remarks>
/// As the run does, it makes a last attempt only when nothing else is in flight. What runs side by side is told in the order
/// in which it begins, each before the next.
/// </remarks>
internal sealed class PlannedRun
{
    private readonly StuckSaga _saga;
    private readonly bool _isCertain;
    private readonly StepTimeline[] _steps;
    private readonly ForwardOrder _forward;
    private readonly Queue<(int Ordinal, StepOperation Direction)> _inFlight = new();
    private readonly SortedDictionary<int, StepOperation> _lastAttempts = [];
    private readonly HashSet<(int Ordinal, StepOperation Direction)> _begun = [];
    private readonly List<RewindCall> _calls = [];

    /// <param name="isCertain">False when only a condition above it tells whether it runs.</param>
    public PlannedRun(StuckSaga saga, bool isCertain)
    {
        (_saga, _isCertain, _steps) = (saga, isCertain, [.. saga.Steps]);
        _forward = new ForwardOrder(Definition, ordinal => _steps[ordinal]);
    }

    public IReadOnlyList<RewindCall> Calls => _calls;

    private SagaDefinition Definition => _saga.Definition;

    // As the run does: what was cancelled, or has run out of time, turns back unless its pivot has worked by then.
    private bool TurnsBack => !Definition.IsPastPivot(ordinal => _steps[ordinal].Status)
        && (_saga.HasTurnedBack || _steps.Any(step =>
            step.Status is StepStatus.Refused or StepStatus.Failed && !IsAskedAgain(step) && !_forward.IsLeft(step.Ordinal)));

    /// <returns>False when the saga ends compensated.</returns>
    public bool Play()
    {
        if (_saga.Failed is { Step: null })
        {
            // It had ended, and tells it once more.
            return !_saga.IsUndoing && _steps.All(step => step.Status is StepStatus.Succeeded or StepStatus.Skipped || _forward.IsLeft(step.Ordinal));
        }

        var isBackward = _saga.IsUndone || _saga.IsUndoing || _steps.Any(step => IsUndoing(step) && !_forward.IsLeft(step.Ordinal));
        RepeatWhatFailed();
        if (!isBackward)
        {
            Play(Forward);
            isBackward = TurnsBack;
        }

        if (isBackward)
        {
            Play(Backward);
        }

        return !isBackward;
    }

    private bool IsUndoing(StepTimeline step) =>
        step.Status is StepStatus.Compensating or StepStatus.Compensated
        || FailedBelow(step.Ordinal) is { IsUndone: true }
        || (_saga.Failed is { Operation: StepOperation.Compensation } failed && failed.Step == step.Name);

    private void Play(Func<IEnumerable<(int Ordinal, StepOperation Direction)>> next)
    {
        while (true)
        {
            foreach (var (ordinal, direction) in next().Where(_begun.Add).ToArray())
            {
                Begin(ordinal, direction);
            }

            if (_inFlight.TryDequeue(out var ended))
            {
                End(ended.Ordinal, ended.Direction, endsWell: true);
            }
            else if (_lastAttempts.Count > 0)
            {
                var (last, direction) = _lastAttempts.First();
                _lastAttempts.Remove(last);
                Call(last, direction);
                End(last, direction, endsWell: true);
            }
            else
            {
                return;
            }
        }
    }

    private void RepeatWhatFailed()
    {
        if (_saga.Failed is { } failed)
        {
            var ordinal = _steps.First(step => step.Name == failed.Step).Ordinal;
            _begun.Add((ordinal, failed.Operation));
            Call(ordinal, failed.Operation);
            End(ordinal, failed.Operation, endsWell: true);
        }

        foreach (var (ordinal, below) in _steps.Select(step => (step.Ordinal, Below: FailedBelow(step.Ordinal))).ToArray())
        {
            if (below is not null)
            {
                var direction = below.IsUndone ? StepOperation.Compensation : StepOperation.Action;
                _begun.Add((ordinal, direction));
                End(ordinal, direction, Run(below, isCertain: true));
            }
        }
    }

    private IEnumerable<(int Ordinal, StepOperation Direction)> Backward() =>
        new BackwardOrder(Definition, ordinal => _steps[ordinal]).Ready().Select(ordinal => (ordinal, StepOperation.Compensation));

    private IEnumerable<(int Ordinal, StepOperation Direction)> Forward() =>
    [
        .. (TurnsBack ? [] : _forward.ToUndo()).Select(ordinal => (ordinal, StepOperation.Compensation)),
        .. Enumerable.Range(0, _steps.Length)
            .Where(ordinal => _steps[ordinal].Status == StepStatus.Running || IsAskedAgain(_steps[ordinal]) || (!TurnsBack && _forward.IsReady(ordinal)))
            .Select(ordinal => (ordinal, StepOperation.Action)),
    ];

    // A "no" that its saga does not take is no end of it.
    private bool IsAskedAgain(StepTimeline step) =>
        step.Status == StepStatus.Refused && Definition.Steps[step.Ordinal] is { MustWork: true } defined && !defined.Kind.TakesRefusal();

    private void Begin(int ordinal, StepOperation direction)
    {
        var (step, timeline) = (Definition.Steps[ordinal], _steps[ordinal]);
        var (made, policy, mustWork) = direction == StepOperation.Action
            ? (timeline.Attempts, step.Attempts, step.MustWork)
            : (timeline.CompensationAttempts, step.CompensationAttempts, true);
        var work = direction == StepOperation.Action ? step.Action : step.Compensation;
        if (mustWork && work is StepWork.Activity or StepWork.Event && (made > 0 || policy.MaxAttempts == 1))
        {
            _lastAttempts.Add(ordinal, direction);
            return;
        }

        Call(ordinal, direction);
        _inFlight.Enqueue((ordinal, direction));
    }

    private void Call(int ordinal, StepOperation direction)
    {
        var step = Definition.Steps[ordinal];
        var isCertain = _isCertain && (direction == StepOperation.Compensation || !(_saga.IsOverdue || (step.IsConditional && _steps[ordinal].Attempts == 0)));
        switch (direction == StepOperation.Action ? step.Action : step.Compensation)
        {
            case StepWork.Activity activity:
                Add(activity.Key);
                break;
            case StepWork.Event compensation:
                Add(compensation.Asking.Key);
                break;
            case StepWork.SubSaga saga when direction == StepOperation.Action:
                Run(NotBegun(SubSagaId.Of(_saga.Id, step.Name), saga.Definition), isCertain);
                break;
            case StepWork.SubSaga when _saga.SubSagas.TryGetValue(step.Name, out var done):
                Run(Done(done), isCertain);
                break;
            default:
                Add(null);
                break;
        }

        void Add(string? activity) => _calls.Add(
            new RewindCall(_saga.Id, step.Name, Definition.OperationOf(step, direction), activity, isCertain));
    }

    private bool Run(StuckSaga below, bool isCertain)
    {
        var run = new PlannedRun(below, _isCertain && isCertain);
        var endsWell = run.Play();
        _calls.AddRange(run.Calls);
        return endsWell;
    }

    private void End(int ordinal, StepOperation direction, bool endsWell) => _steps[ordinal] = direction == StepOperation.Action
        ? _steps[ordinal] with { Status = endsWell ? StepStatus.Succeeded : StepStatus.Refused, Attempts = Math.Max(1, _steps[ordinal].Attempts) }
        : _steps[ordinal] with { Status = StepStatus.Compensated };

    private StuckSaga? FailedBelow(int ordinal) =>
        _saga.SubSagas.TryGetValue(_steps[ordinal].Name, out var below) && below.HasFailed ? below : null;

    private static StuckSaga NotBegun(string id, SagaDefinition definition) =>
        new(id, definition, [.. definition.Steps.Select((step, ordinal) => new StepTimeline { Name = step.Name, Ordinal = ordinal })]);

    // The run that undoes a saga takes over what had succeeded in it, and nothing else.
    private static StuckSaga Done(StuckSaga done) => done with
    {
        IsUndone = true,
        Steps = [.. done.Steps.Select(step => new StepTimeline
        {
            Name = step.Name,
            Ordinal = step.Ordinal,
            Status = step.Status == StepStatus.Succeeded ? StepStatus.Succeeded : StepStatus.Pending,
        })],
    };
}
