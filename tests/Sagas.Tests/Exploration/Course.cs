using System.Text.Json;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.Steps.Recording;
using DurableSagas.Testing.Histories;
using Microsoft.DurableTask.Protobuf;

namespace DurableSagas.Sagas.Tests.Exploration;

/// <summary>What a saga did before and after it was interrupted, as its history tells it; and what of it was right.</summary>
internal sealed class Course
{
    private readonly SagaDefinition _saga;
    private readonly IReadOnlyList<HistoryEvent> _events;
    private readonly ForwardCall[] _calls;
    private readonly int _interrupted;

    /// <param name="isInterruption">The cancel, or the deadline's timer.</param>
    public Course(SagaDefinition saga, RecordedHistory history, Func<HistoryEvent, bool> isInterruption)
    {
        (_saga, _events) = (saga, history.Events);
        _calls = [.. _events.Index().Where(entry => entry.Item.TaskScheduled is { } scheduled && scheduled.Name != TimelineRecorder.RecordTimeline).Select(entry => CallOf(entry.Index, entry.Item)).OfType<ForwardCall>()];
        _interrupted = _events.Index().Where(entry => isInterruption(entry.Item)).Select(entry => entry.Index).DefaultIfEmpty(int.MaxValue).First();
    }

    /// <summary>True when the interruption is in the history, whether or not it came too late.</summary>
    public bool IsInterrupted => _interrupted < int.MaxValue;

    /// <summary>The outcome is the only one that there can be: completed when the point of no return was passed, before an interruption that could still be obeyed, and compensated when it was not.</summary>
    public void MustHaveLedTo(SagaOutcome outcome) => Assert.Equal(PassedBy(int.MaxValue) ? SagaStatus.Completed : SagaStatus.Compensated, outcome.Status);

    /// <summary>Once it was interrupted nothing was begun, nor tried again, but what must be brought to an end.</summary>
    public void MustHaveTurnedBack()
    {
        foreach (var call in _calls.Where(call => call.At > _interrupted && !PassedBy(call.At) && !IsOfABatchWith(call)))
        {
            var isGoingOn = call.Step.MustWork && _calls.Any(before => before.Step == call.Step && before.At < call.At && (before.At < _interrupted || IsOfABatchWith(before)));
            Assert.True(isGoingOn, $"{call.Step.Name} was called after the saga was interrupted.");
        }
    }

    /// <summary>What must work has worked, or said no where that is an answer; no interruption has it given up.</summary>
    public void MustHaveEndedWhatMustWork()
    {
        foreach (var calls in _calls.Where(call => call.Step.MustWork).GroupBy(call => call.Step))
        {
            Assert.True(calls.Any(call => call.Status == AttemptStatus.Succeeded || (call.Status == AttemptStatus.Refused && calls.Key.Kind != StepKind.Retriable)), $"{calls.Key.Name} was given up.");
        }
    }

    /// <summary>Whether nothing could be undone any more at a place in the history.</summary>
    private bool PassedBy(int at) => _saga.Steps.FirstOrDefault(step => step.Kind == StepKind.Pivot) is { } pivot
        ? _calls.Any(call => call.Step == pivot && call.Status == AttemptStatus.Succeeded && call.EndedAt < at)
        : _saga.Steps.Where(step => step.Kind == StepKind.Compensable).All(step => _calls.Any(call => call.Step == step && call.Status == AttemptStatus.Succeeded && call.EndedAt < Math.Min(at, _interrupted)));

    // An episode's messages stand before all that it asks for: a call may stand behind the interruption, and be due to a message before it.
    private bool IsOfABatchWith(ForwardCall call)
    {
        var isOfTheEpisode = _events.Take(call.At).Skip(_interrupted).All(recorded => recorded.OrchestratorStarted is null);
        var before = _events.Take(_interrupted).Reverse().TakeWhile(recorded => recorded.OrchestratorStarted is null);
        return isOfTheEpisode && before.Any(recorded => recorded.TaskCompleted is not null || recorded.TimerFired is not null || recorded.ExecutionStarted is not null);
    }

    private ForwardCall? CallOf(int at, HistoryEvent scheduled)
    {
        using var input = JsonDocument.Parse(scheduled.TaskScheduled.Input);
        var argument = input.RootElement.ValueKind == JsonValueKind.Array ? input.RootElement[0] : input.RootElement;
        var call = argument.Deserialize<StepCall<JsonElement>>(SagaJson.History)!;
        if (call.Operation == StepOperation.Compensation)
        {
            return null;
        }

        var (endedAt, end) = _events.Index().FirstOrDefault(entry => entry.Item.TaskCompleted?.TaskScheduledId == scheduled.EventId);
        return new ForwardCall(_saga.Steps[call.Frame.Step!.Ordinal], at, endedAt, end is null ? null : JsonSerializer.Deserialize<StepResult<JsonElement?>>(end.TaskCompleted.Result, SagaJson.History)!.Status);
    }

    /// <param name="Status">Null while there is no answer.</param>
    private sealed record ForwardCall(StepDefinition Step, int At, int EndedAt, AttemptStatus? Status);
}
