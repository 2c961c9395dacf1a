using System.Diagnostics.CodeAnalysis;
using DurableSagas.Sagas.Definitions.Choices;

namespace DurableSagas.Sagas.Definitions.Building;

/// <summary>Which steps stand on which path, while a saga is declared; and what a step waits for that does not say it.</summary>
internal sealed class PathDeclaration<TRequest>(ICollection<string> faults) where TRequest : class
{
    private readonly List<List<List<StepBuilder<TRequest>>>> _choices = [];
    private List<List<StepBuilder<TRequest>>>? _open;
    private List<StepBuilder<TRequest>>? _path;
    private bool _isOfOneStep;
    private bool _isAlternative;

    /// <summary>Of each choice, the steps of each path.</summary>
    public IReadOnlyList<IReadOnlyList<IReadOnlyList<StepBuilder<TRequest>>>> Choices => _choices;

    /// <summary>What the next step waits for, if it does not say it.</summary>
    public Func<IReadOnlyList<string>> Last { get; private set; } = () => [];

    public void Add(StepBuilder<TRequest> step)
    {
        if (_path is null)
        {
            _open = null;
        }

        _path?.Add(step);
        Last = () => [step.Name];
    }

    public void Save()
    {
        if (_isAlternative)
        {
            faults.Add("A save-point stands within an alternative; move that path into a sub-saga, which may have one of its own.");
            return;
        }

        EndOneStep();
        EndPath();
        Open();
    }

    /// <summary>Begins another path than that of the step, which is its own save-point.</summary>
    public void BeginInsteadOf(StepBuilder<TRequest> step)
    {
        if (_path is not null && !(_isOfOneStep && _path.Contains(step)))
        {
            faults.Add(
                $"Step '{step.Name}' stands on a path from a save-point and has an alternative of its own; "
                    + "move the two into a sub-saga, or give the path another one with .Alternative(…).");
            return;
        }

        if (_path is null)
        {
            Open();
            _path.Add(step);
            _isOfOneStep = true;
        }

        BeginPath();
    }

    /// <param name="declare">Declares the steps of another path.</param>
    public void Alternative(Action declare)
    {
        if (_isAlternative || _open is not [{ Count: > 0 }, ..])
        {
            faults.Add("An alternative stands where no path began; put .SavePoint() before the first step of the path that it may replace.");
            return;
        }

        EndOneStep();
        BeginPath();
        _isAlternative = true;
        declare();
        _isAlternative = false;
        if (_path is [])
        {
            faults.Add($"An alternative to '{_open[0][0].Name}' has no steps; declare at least one, or leave it out.");
        }

        Join();
    }

    /// <summary>What comes next is no alternative to the one step before.</summary>
    public void EndOneStep()
    {
        if (_isOfOneStep)
        {
            Join();
        }
    }

    /// <summary>Ends what is open: nothing more is declared.</summary>
    public void End()
    {
        EndOneStep();
        EndPath();
    }

    [MemberNotNull(nameof(_path))]
    private void Open()
    {
        _path = [];
        _open = [_path];
        _choices.Add(_open);
    }

    // It waits for what the first path waited for: no step of that one has to have ended well.
    private void BeginPath()
    {
        var first = _open![0][0];
        _open.Add(_path = []);
        Last = () => first.Predecessors;
    }

    private void EndPath()
    {
        if (_path is not null)
        {
            faults.Add(_path is [var first, ..]
                ? $"The save-point before '{first.Name}' has no alternative; declare one with .Alternative(…), or leave the save-point out."
                : "A save-point has no steps after it; leave it out.");
            _path = null;
        }
    }

    private void Join()
    {
        var paths = _open!;
        (_path, _isOfOneStep) = (null, false);
        Last = () => [.. paths.SelectMany(path => PathEnds.Of(path, step => step.Name, step => step.Predecessors)).Select(step => step.Name)];
    }
}
