using System.Text.Json;
using DurableSagas.Sagas.Declared.Calls;
using DurableSagas.Sagas.Declared.Conditions;
using DurableSagas.Sagas.Declared.References;
using DurableSagas.Sagas.Declared.SubSagas;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Agreements;
using DurableSagas.Sagas.Definitions.Catalog;
using DurableSagas.Sagas.Definitions.Validation;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running;
using DurableSagas.Sagas.Running.Frontiers;

namespace DurableSagas.Sagas.Declared.Planning;

/// <summary>The steps of a declared transaction: an activity gets its own call with every reference resolved, never the document or other results.</summary>
internal sealed class DeclaredSteps
{
    private static readonly ForeignJson _nothing = ForeignJson.Parse("null");

    private readonly SagaDefinition _definition;
    private readonly IReadOnlyList<PlannedStep> _plan;
    private readonly DateTimeOffset? _reservedUntil;
    private readonly SagaCatalog _catalog;
    private readonly Dictionary<string, JsonElement> _answers;

    private DeclaredSteps(
        SagaDefinition definition,
        IReadOnlyList<PlannedStep> plan,
        DateTimeOffset? reservedUntil,
        SagaCatalog catalog,
        Dictionary<string, JsonElement> answers) =>
        (_definition, _plan, _reservedUntil, _catalog, _answers) = (definition, plan, reservedUntil, catalog, answers);

    /// <summary>The steps of one run.</summary>
    /// <param name="arguments">By parameter; null when there are none.</param>
    /// <param name="catalog">Among whose definitions sub-sagas are.</param>
    public static IReadOnlyList<RunStep> Of(
        SagaDefinition definition,
        IReadOnlyList<PlannedStep> plan,
        DateTimeOffset? reservedUntil,
        IReadOnlyDictionary<string, ForeignJson>? arguments,
        SagaCatalog catalog)
    {
        // A parameter is known from the start, as a result is from its step's end.
        var known = (arguments ?? new Dictionary<string, ForeignJson>())
            .ToDictionary(argument => ResultReference.NameOf(argument.Key), argument => argument.Value.ToElement(), StringComparer.Ordinal);
        var steps = new DeclaredSteps(definition, plan, reservedUntil, catalog, known);
        return [.. plan.Select(steps.StepOf)];
    }

    private RunStep StepOf(PlannedStep step) => new(step.Definition)
    {
        IsWanted = state => IsWanted(step, state),
        ObjectionTo = state => ObjectionTo(step, state),
        // Of two participants that lock by the same key each has a lock of its own.
        Lock = step.Lock,
        // A decision is nobody's call: what it needs to know is the transaction's id.
        RequestOf = (state, direction) => (direction == StepOperation.Action ? step.Action : step.Compensation) is { } planned
            ? CallOf(step, planned, direction, state)
            : null,
        SubRequest = step.SubSaga is { } saga ? state => SubSagaRequest.Of(saga, Known(state), _catalog) : null,
    };

    private bool IsWanted(PlannedStep step, SagaState state) =>
        (step.When is not { } condition || new Judgement(Known(state).Find, _ => false).Holds(condition) == true)
            && (step.Action?.Operation.IsForVoters() != true || !HasVotedReadOnly(step, state));

    private bool MayBeWanted(PlannedStep step, SagaState state) =>
        (step.When is not { } condition || new Judgement(Known(state).Find, name => IsAwaited(name, state)).Holds(condition) != false)
            && (step.Action?.Operation.IsForVoters() != true || !HasVotedReadOnly(step, state));

    // What comes after the point of no return is built before it, from all that is known: a call that cannot be made must not be promised.
    private string? ObjectionTo(PlannedStep step, SagaState state)
    {
        if (!step.Definition.Kind.IsFinal() || _definition.IsPastPivot(ordinal => state[ordinal].Status))
        {
            return null;
        }

        var results = Known(state, name => IsAwaited(name, state));
        return (
            from later in _plan
            where later.Definition.Kind == StepKind.Retriable && MayBeWanted(later, state)
            let fault = CallResolution.FaultOf(later.Action!.Call, results)
            where fault is not null
            select $"{later.Definition.Name} could not be called: {fault}").FirstOrDefault();
    }

    private ParticipantCall CallOf(PlannedStep step, PlannedCall planned, StepOperation direction, SagaState state)
    {
        var own = step.Part!.Name;
        var promised = PromisedBy(step, planned, state);
        var call = new ParticipantCall(step.Part.Participant!, own, planned.Operation, planned.Call.Method, planned.Call.Path, null)
        {
            IsReadOnly = direction == StepOperation.Compensation && planned.Operation.IsForVoters() && HasVotedReadOnly(step, state),
            Promised = promised,
            Known = promised is null ? null : KnownTo(promised, own, state),
            ReservedUntil = planned.Operation.Reserves() ? _reservedUntil : null,
        };
        try
        {
            // Nothing is begun that could not be undone: what the compensation will need must be there before the action.
            if (direction == StepOperation.Action
                && step.Compensation is { } undo
                && CallResolution.FaultOf(undo.Call, Known(state, name => name == own)) is { } fault)
            {
                throw new UnresolvedReferenceException($"Its compensation could not be called: {fault}");
            }

            var resolved = CallResolution.Of(planned.Call, Known(state, mayBeMissing: direction == StepOperation.Compensation ? own : null));
            return call with { Path = resolved.Path, Body = resolved.Body };
        }
        catch (UnresolvedReferenceException unresolved)
        {
            return call with { Fault = unresolved.Message };
        }
    }

    private JsonElement? AnswerOf(string name, SagaState state)
    {
        if (StepNamed(name) is not { } step)
        {
            return _answers.TryGetValue(name, out var argument) ? argument : null;
        }

        // Once its path was left there is none any more.
        if (state.ResultOf(step.Definition.Name) is not { } text)
        {
            return null;
        }

        if (!_answers.TryGetValue(name, out var answer))
        {
            _answers[name] = answer = step.SubSaga is { } saga ? SubSagaAnswer.Of(saga, text) : text.Deserialize<ForeignJson>(SagaJson.History)!.ToElement();
        }

        return answer;
    }

    private PlannedStep? StepNamed(string name) => _plan.FirstOrDefault(step => step.ResultName == name);

    private KnownResults Known(SagaState state, Func<string, bool>? isAwaited = null, string? mayBeMissing = null) => new(name => AnswerOf(name, state))
    {
        IsAwaited = isAwaited ?? (_ => false),
        MayBeMissing = name => name == mayBeMissing || IsMissing(name, state),
    };

    // What is no step's name is a parameter's.
    private bool IsMissing(string name, SagaState state) =>
        StepNamed(name) is { } step ? StatusOf(step, state) == StepStatus.Skipped || IsLeft(step, state) : !_answers.ContainsKey(name);

    private bool IsAwaited(string name, SagaState state) =>
        StepNamed(name) is { } step && StatusOf(step, state) is not (StepStatus.Succeeded or StepStatus.Skipped) && !IsLeft(step, state);

    private bool IsLeft(PlannedStep step, SagaState state) => new ForwardOrder(_definition, ordinal => state[ordinal]).IsLeft(OrdinalOf(step));

    private StepStatus StatusOf(PlannedStep step, SagaState state) => state[OrdinalOf(step)].Status;

    private int OrdinalOf(PlannedStep step) => _plan.Index().First(entry => entry.Item == step).Index;

    private bool HasVotedReadOnly(PlannedStep step, SagaState state) =>
        AnswerOf(step.Part!.Name, state) is { } answer && Promise.BallotOf(answer)?.Vote == Vote.ReadOnly;

    private PromisedCall[]? PromisedBy(PlannedStep step, PlannedCall planned, SagaState state)
    {
        // The results of plain steps are judged once more before the pivot, together; from then on only each as it comes.
        var isFirstPhase = planned.Operation.Asks();
        if (!isFirstPhase && planned.Operation != ParticipantOperation.Action)
        {
            return null;
        }

        var name = step.Part!.Name;
        PromisedCall[] promised = [.. (
            from later in _plan
            where later == step || (later.Definition.Kind == StepKind.Retriable && (isFirstPhase || step.Definition.Kind.IsFinal()))
            from call in later.Calls
            where call != planned && ResultReferences.In(call.Call, string.Empty).Any(found => found.Reference?.Step == name) && MayBeWanted(later, state)
            select new PromisedCall(call.Call, call.Operation, IsOwn: later.Part?.Name == name, later == step ? null : later.When))];
        return promised.Length == 0 ? null : promised;
    }

    private Dictionary<string, ForeignJson> KnownTo(IEnumerable<PromisedCall> promised, string own, SagaState state) => (
        from call in promised
        from found in ResultReferences.In(call.Call, string.Empty).Concat(ConditionReferences.In(call.When, string.Empty))
        let reference = found.Reference!
        where reference.Step != own
        let value = ValueOf(reference, state)
        where value is not null
        select (reference.Text, Value: value))
        .DistinctBy(known => known.Text)
        .ToDictionary(known => known.Text, known => known.Value, StringComparer.Ordinal);

    // Null where there is nothing to come: an activity could not tell it from what is awaited.
    private ForeignJson? ValueOf(ResultReference reference, SagaState state) =>
        AnswerOf(reference.Step, state) is { } answer && reference.In(answer) is { } value ? ForeignJson.Of(value)
        : IsAwaited(reference.Step, state) ? null
        : _nothing;
}
