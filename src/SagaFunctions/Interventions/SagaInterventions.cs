using System.Text;
using System.Text.Json;
using DurableSagas.Projections;
using DurableSagas.SagaFunctions.Declared.Participants;
using DurableSagas.SagaFunctions.Http.Bodies;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.Operating;
using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Agreements;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Interventions;
using DurableSagas.Sagas.Rewinds;
using DurableSagas.Sagas.Steps.Interventions;
using DurableSagas.Sagas.TwoPhaseCommit;

namespace DurableSagas.SagaFunctions.Interventions;

/// <summary>What operators may do in place of the attempt at which a saga is stuck: never anything but that one.</summary>
public sealed class SagaInterventions
{
    private const int MaxResult = 256 * 1024;

    private readonly InterventionTable _table;
    private readonly StepResultTypes _results;
    private readonly TimeProvider _time;

    internal SagaInterventions(InterventionTable table, AppFunctions functions, TimeProvider time) =>
        (_table, _results, _time) = (table, new StepResultTypes(functions), time);

    /// <summary>None where a saga's end could not be recorded, and where a decision could not: it must be on record.</summary>
    internal IReadOnlyList<InterventionAction> AllowedAt(StuckSaga stuck) => stuck.Failed switch
    {
        null or { Step: null or DecisionRecorder.RecordDecision } => [],
        { Operation: StepOperation.Action } when ResultOf(stuck) is not null => [InterventionAction.Skip, InterventionAction.GiveResult],
        _ => [InterventionAction.Skip],
    };

    /// <summary>Writes down what is to be taken in place of the attempt; the same once more changes nothing.</summary>
    /// <exception cref="ProblemException">409: the saga is stuck at something else, or it was decided otherwise before. 400: the result is none.</exception>
    internal async Task DecideAsync(
        SagaView asked, IReadOnlyList<StuckSaga> stuck, InterventionRequest request, string by, CancellationToken cancellationToken)
    {
        var at = Require(asked, stuck, request);
        var result = request.Result is { } given ? ResultOf(at, given) : null;
        var intervention = new Intervention(request.Step, $"{request.Operation}", request.Action, by, request.Reason, _time.GetUtcNow());
        var decided = await _table.DecideAsync(at.Id, at.Failed!.Sequence, new OperatorDecision(intervention, result), cancellationToken);
        if (decided.Intervention!.Action != request.Action || decided.Result != result)
        {
            throw UnderWayRule.Conflict(
                asked.Id,
                $"Of {request.Step} ({request.Operation}) of saga '{at.Id}', {decided.Intervention.By} has decided before: {decided.Intervention.Action}"
                + $"{(decided.Result is null ? string.Empty : $", {ShortResult(decided.Result)}")}. Rewind the saga: it is taken then.");
        }
    }

    private StuckSaga Require(SagaView asked, IReadOnlyList<StuckSaga> stuck, InterventionRequest request)
    {
        var at = stuck.FirstOrDefault(saga => saga.Failed!.Step == request.Step && WordOf(saga) == request.Operation && IsIn(asked, saga))
            ?? throw UnderWayRule.Conflict(
                asked.Id, $"Saga '{asked.Id}' is not stuck at {request.Step} ({request.Operation}) but at {string.Join(", and at ", stuck.Select(PlaceOf))}.");
        if (!AllowedAt(at).Contains(request.Action))
        {
            throw UnderWayRule.Conflict(asked.Id, at.Failed!.Step == DecisionRecorder.RecordDecision
                ? $"Saga '{at.Id}' is stuck at its decision, which must be on record before anybody is told: mend the store of decisions, then rewind it."
                : $"{request.Step} ({request.Operation}) gives no result: it can be skipped.");
        }

        if (request.Action == InterventionAction.Skip && ReadersOf(at) is { Count: > 0 } readers)
        {
            throw UnderWayRule.Conflict(
                asked.Id, $"{request.Step} ({request.Operation}) cannot be skipped: {string.Join(", ", readers)} will need its result. Give it the result.");
        }

        return at;
    }

    // Asked of the saga on top, it may be about any below.
    private static bool IsIn(SagaView asked, StuckSaga stuck) =>
        asked.Parent is null || $"{stuck.Id}:".StartsWith($"{asked.Id}:", StringComparison.Ordinal);

    // What is declared says what it needs. Code does not: there a skipped step has no result, as one whose condition did not hold.
    private static IReadOnlyList<string> ReadersOf(StuckSaga at) =>
        at is { Failed: { Operation: StepOperation.Action, Step: { } step }, Request: { } request }
        && ActivityOf(at)?.Function == DeclaredSaga.CallParticipant
            ? [.. DeclaredSaga.ReadersOf(DocumentIn(request), step).Where(reader => IsToCome(at, reader))]
            : [];

    private static DeclaredTransaction DocumentIn(string request) => JsonSerializer.Deserialize<DeclaredTransaction>(request, SagaJson.Options)!;

    private static bool IsToCome(StuckSaga at, string step) => at.Steps.Any(known => known.Name == step && known.Status == StepStatus.Pending);

    private string ResultOf(StuckSaga at, JsonElement given)
    {
        var type = ResultOf(at)!;
        if (!StepResultTypes.IsForeign(type))
        {
            _ = RequestBody.Bind(given, type);
        }

        var text = ForeignJson.Of(given).Text;
        return Encoding.UTF8.GetByteCount(text) <= MaxResult && IsShallow(text)
            ? text
            : throw ProblemException.BadField("result", $"Expected JSON of {MaxResult / 1024} KB and {ParticipantAnswer.MaxDepth} levels at most.");
    }

    private static bool IsShallow(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = ParticipantAnswer.MaxDepth });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private Type? ResultOf(StuckSaga stuck) => ActivityOf(stuck) is { } activity ? _results.Of(activity.Function) : null;

    private static StepWork.Activity? ActivityOf(StuckSaga stuck) =>
        stuck.Definition.Steps.FirstOrDefault(step => step.Name == stuck.Failed!.Step)?.Action as StepWork.Activity;

    private static ParticipantOperation? WordOf(StuckSaga stuck) =>
        stuck.Definition.Steps.FirstOrDefault(step => step.Name == stuck.Failed!.Step) is { } step
            ? stuck.Definition.OperationOf(step, stuck.Failed!.Operation)
            : null;

    private static string PlaceOf(StuckSaga stuck) => stuck.Failed!.Step is { } step
        ? $"{step} ({WordOf(stuck)}) of '{stuck.Id}'"
        : $"the record of the end of '{stuck.Id}': mend the store of views, then rewind it";

    private static string ShortResult(string result) => Sagas.Texts.ShortText.Of(result, 200);
}
