using System.Text.Json;
using DurableSagas.Sagas.Definitions.Choices;
using DurableSagas.Sagas.Definitions.Shapes;
using DurableSagas.Sagas.Definitions.Validation;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Sagas.Definitions;

/// <summary>A saga as declared: its steps, in declaration order, and the version an instance keeps.</summary>
public abstract class SagaDefinition
{
    private readonly ChoicePath?[] _paths;

    private protected SagaDefinition(
        Protocol protocol, string name, int version, TimeSpan? deadline, IReadOnlyList<StepDefinition> steps, IReadOnlyList<Choice> choices)
    {
        (Protocol, Name, Version, Deadline, Steps, Choices, Orchestrator) = (protocol, name, version, deadline, steps, choices, name);
        _paths = new ChoicePath?[steps.Count];
        foreach (var path in Paths)
        {
            foreach (var ordinal in path.Steps)
            {
                _paths[ordinal] = path;
            }
        }

        var ordinals = steps.Select((step, ordinal) => (step.Name, ordinal)).ToDictionary(entry => entry.Name, entry => entry.ordinal, StringComparer.Ordinal);
        Predecessors = [.. steps.Select(step => (IReadOnlyList<int>)[.. step.After.Select(name => ordinals[name])])];
        Successors =
        [
            .. steps.Select((_, ordinal) => (IReadOnlyList<int>)[.. Enumerable.Range(0, steps.Count).Where(later => Predecessors[later].Contains(ordinal))]),
        ];
        LastToFirst = [.. FirstToLast().AsEnumerable().Reverse()];
    }

    public Protocol Protocol { get; }

    /// <summary>The name callers start it by, such as <c>order-fulfilment</c>.</summary>
    public string Name { get; }

    public int Version { get; }

    /// <summary>How long the saga may take to pass its pivot; past it the saga recovers backward.</summary>
    public TimeSpan? Deadline { get; }

    /// <summary>How long parties keep what they were asked for; null where none do.</summary>
    public virtual TimeSpan? ReservedFor => null;

    /// <summary>How long after its completion the saga may be undone on request; null when it may not.</summary>
    public virtual TimeSpan? UndoableFor => null;

    public IReadOnlyList<StepDefinition> Steps { get; }

    /// <summary>Its save-points with their paths, in declaration order; none when every failure turns the whole saga back.</summary>
    public IReadOnlyList<Choice> Choices { get; }

    /// <summary>Whether it can be the name of a definition.</summary>
    public static bool IsName(string name) => SagaValidator.IsName(name);

    /// <summary>Names the saga of this id, which runs this definition.</summary>
    public SagaIdentity IdentityOf(string id) => new(id, Name, Protocol, Version);

    /// <summary>The record that a caller sends to start it.</summary>
    public abstract Type RequestType { get; }

    /// <summary>What it gives when it has completed; null when it gives nothing.</summary>
    public virtual Type? ResultType => null;

    /// <summary>By what the business knows the saga of this request, as <c>FindBy</c> says; null when it does not.</summary>
    /// <param name="request">Of <see cref="RequestType"/>.</param>
    public virtual string? KeyOf(object request) => null;

    /// <summary>The same of a request as views hold it; null also when it is none.</summary>
    public string? KeyIn(string request) => Read(request) is { } read ? KeyOf(read) : null;

    /// <summary>By ordinal: what the step's action locks, for a request as views hold it; null where it locks nothing, or does not say.</summary>
    public IReadOnlyList<string?> LocksIn(string request) => Read(request) is { } read ? LocksOf(read) : new string?[Steps.Count];

    /// <summary>The orchestrator function that runs it: as a sub-saga it is called by this name.</summary>
    /// <remarks>The definition's own name until <see cref="RunBy"/> has said another, as an app's catalog does.</remarks>
    public string Orchestrator { get; private set; }

    /// <summary>Says which orchestrator function runs it.</summary>
    public void RunBy(string orchestrator) => Orchestrator = orchestrator;

    /// <summary>What of it the histories of its sagas depend on: a version whose shape changes is another version.</summary>
    public DefinitionShape Shape => field ??= DefinitionShape.Of(this, CodeOf);

    /// <summary>The paths of all choices, in the order in which they are tried.</summary>
    internal IEnumerable<ChoicePath> Paths => Choices.SelectMany(choice => new ChoicePath(choice, 0).All);

    /// <summary>By ordinal: the ordinals a step waits for.</summary>
    internal IReadOnlyList<IReadOnlyList<int>> Predecessors { get; }

    /// <summary>By ordinal: the ordinals that wait for a step.</summary>
    internal IReadOnlyList<IReadOnlyList<int>> Successors { get; }

    /// <summary>Every ordinal, each after all that wait for its step.</summary>
    internal IReadOnlyList<int> LastToFirst { get; }

    /// <summary>Whether nothing can be undone any more: the pivot has succeeded, or a step that only comes after it has begun.</summary>
    /// <param name="statusOf">The status of the step with this ordinal.</param>
    public bool IsPastPivot(Func<int, StepStatus> statusOf) =>
        Enumerable.Range(0, Steps.Count).Any(ordinal => Steps[ordinal].Kind.IsPastPivot(statusOf(ordinal)));

    /// <summary>True when the step's turn comes only after another path was left: that it has begun is told by itself, and inferred by nobody.</summary>
    public bool IsOnAlternative(int ordinal) => PathOf(ordinal) is { Place: > 0 };

    /// <summary>The path that the step stands on; null where its failure turns the whole saga back.</summary>
    internal ChoicePath? PathOf(int ordinal) => _paths[ordinal];

    private protected virtual IReadOnlyList<string?> LocksOf(object request) => new string?[Steps.Count];

    private protected virtual CodedParts CodeOf(int ordinal) => default;

    private object? Read(string request)
    {
        try
        {
            return JsonSerializer.Deserialize(request, RequestType, SagaJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Kahn's algorithm: a step takes its place when the last one that it waits for has.
    private List<int> FirstToLast()
    {
        int[] waitsFor = [.. Predecessors.Select(predecessors => predecessors.Distinct().Count())];
        List<int> ordered = [.. waitsFor.Index().Where(entry => entry.Item == 0).Select(entry => entry.Index)];
        for (var place = 0; place < ordered.Count; place++)
        {
            ordered.AddRange(Successors[ordered[place]].Where(successor => --waitsFor[successor] == 0));
        }

        return ordered;
    }
}
