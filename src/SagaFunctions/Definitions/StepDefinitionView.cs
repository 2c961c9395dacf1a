using System.Text.Json.Serialization;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Agreements;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.SagaFunctions.Definitions;

/// <summary>A step as callers see it: a node of the definition's graph, whose edges are <paramref name="After"/>.</summary>
/// <param name="After">The steps that must have ended well before.</param>
/// <param name="Compensation">What undoes it: an activity, a queue, or the saga that it is; null when nothing does.</param>
internal sealed record StepDefinitionView(string Name, StepKind Kind, IReadOnlyList<string> After, string? Compensation)
{
    public required StepWorkKind Work { get; init; }

    /// <summary>The activity that does it; null when none does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Activity { get; init; }

    /// <summary>In the words of the protocol; null where no participant does it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ParticipantOperation? Operation { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public StepWorkKind? CompensationWork { get; init; }

    /// <inheritdoc cref="Operation"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ParticipantOperation? CompensationOperation { get; init; }

    /// <summary>True when only its condition tells whether it runs.</summary>
    public bool IsConditional { get; init; }

    /// <summary>How long a person's answer is waited for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TimeSpan? Within { get; init; }

    /// <summary>The definition of the saga that it is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Saga { get; init; }

    public static StepDefinitionView Of(SagaDefinition definition, StepDefinition step) => new(step.Name, step.Kind, step.After, NameOf(step.Compensation))
    {
        Work = KindOf(step.Action),
        Activity = (step.Action as StepWork.Activity)?.Function,
        Operation = definition.WordOf(step, StepOperation.Action),
        CompensationWork = step.Compensation is { } compensation ? KindOf(compensation) : null,
        CompensationOperation = definition.WordOf(step, StepOperation.Compensation),
        IsConditional = step.IsConditional,
        Within = (step.Action as StepWork.Approval)?.Within,
        Saga = (step.Action as StepWork.SubSaga)?.Definition.Name,
    };

    private static StepWorkKind KindOf(StepWork work) => work switch
    {
        StepWork.Approval => StepWorkKind.Approval,
        StepWork.Event => StepWorkKind.Event,
        StepWork.SubSaga => StepWorkKind.SubSaga,
        _ => StepWorkKind.Activity,
    };

    private static string? NameOf(StepWork? work) => work switch
    {
        StepWork.Activity activity => activity.Function,
        StepWork.Event compensation => compensation.Queue,
        StepWork.SubSaga saga => saga.Definition.Name,
        _ => null,
    };
}
