using System.Xml;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running;
using Microsoft.DurableTask;

namespace DurableSagas.Sagas.Declared;

/// <summary>Runs a declared transaction on the engine of the sagas defined in code.</summary>
public static class DeclaredSaga
{
    /// <summary>The activity function, in the app, that makes a <see cref="ParticipantCall"/>.</summary>
    public const string CallParticipant = nameof(CallParticipant);

    /// <summary>Declared transactions have no version: the document is the definition, and stays with its instance.</summary>
    public const int Version = 0;

    /// <inheritdoc cref="SagaOrchestrator.RunAsync{TRequest}(TaskOrchestrationContext, SagaDefinition{TRequest}, TRequest)"/>
    public static Task<SagaOutcome> RunAsync(TaskOrchestrationContext context, DeclaredTransaction document)
    {
        var definition = DefinitionOf(document);
        return SagaOrchestrator.RunAsync(context, definition, state => new DeclaredStepCaller(context, definition, document, state));
    }

    /// <summary>The definition that a document declares; a pure function of it. The document must be without <see cref="DeclaredFaults"/>.</summary>
    public static SagaDefinition DefinitionOf(DeclaredTransaction document) => new SagaDefinition<DeclaredTransaction>(
        document.Protocol,
        document.Name,
        Version,
        DurationOf(document.Deadline),
        [.. document.Steps.Select((step, ordinal) => StepOf(step, ordinal == 0 ? null : document.Steps[ordinal - 1].Name))],
        [.. document.Steps.Select(_ => new StepFunctions<DeclaredTransaction>(null, null))]);

    internal static TimeSpan? DurationOf(string? duration) => duration is null ? null : XmlConvert.ToTimeSpan(duration);

    internal static StepDefinition StepOf(DeclaredStep step, string? previous) => new()
    {
        Name = step.Name,
        Action = new StepWork.Activity(CallParticipant) { Key = step.Name },
        Compensation = step.Compensation is null ? null : new StepWork.Activity(CallParticipant) { Key = $"{step.Name}/compensation" },
        Kind = step.Kind,
        After = step.After ?? (previous is null ? [] : [previous]),
        Attempts = PolicyOf(step.Retry, step.Timeout, step.Kind == StepKind.Retriable ? AttemptPolicy.Patient : AttemptPolicy.Forward),
        CompensationAttempts = PolicyOf(step.CompensationRetry, step.Timeout, AttemptPolicy.Patient),
    };

    private static AttemptPolicy PolicyOf(DeclaredRetry? retry, string? timeout, AttemptPolicy standard)
    {
        var first = DurationOf(retry?.FirstDelay) ?? standard.FirstDelay;
        var most = DurationOf(retry?.MaxDelay) ?? standard.MaxDelay;
        return standard with
        {
            MaxAttempts = retry?.MaxAttempts ?? standard.MaxAttempts,
            FirstDelay = first,
            Backoff = retry?.Backoff ?? standard.Backoff,
            MaxDelay = retry?.MaxDelay is null && most < first ? first : most,
            Timeout = DurationOf(timeout) ?? standard.Timeout,
        };
    }
}
