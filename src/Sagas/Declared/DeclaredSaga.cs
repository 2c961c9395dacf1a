using System.Text.Json;
using DurableSagas.Sagas.Declared.Calls;
using DurableSagas.Sagas.Declared.Planning;
using DurableSagas.Sagas.Declared.References;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Building;
using DurableSagas.Sagas.Definitions.Catalog;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running;
using DurableSagas.Sagas.Texts;
using Microsoft.DurableTask;

namespace DurableSagas.Sagas.Declared;

/// <summary>Runs a declared transaction on the engine of the sagas defined in code.</summary>
public static class DeclaredSaga
{
    /// <summary>The activity function, in the app, that makes a <see cref="ParticipantCall"/>.</summary>
    public const string CallParticipant = nameof(CallParticipant);

    /// <summary>A transaction that is declared where it is started has no version: the document is the definition, and stays with its instance.</summary>
    public const int Version = 0;

    /// <summary>Runs the document that is the instance's input.</summary>
    /// <inheritdoc cref="SagaOrchestrator.RunAsync{TRequest}(TaskOrchestrationContext, SagaDefinition{TRequest})" path="/remarks|/exception"/>
    /// <param name="catalog">The definitions of the app's code, which documents may have as sub-sagas.</param>
    /// <exception cref="InvalidOperationException">The document has <see cref="DeclaredFaults"/>.</exception>
    public static Task<SagaOutcome> RunAsync(TaskOrchestrationContext context, SagaCatalog catalog)
    {
        var document = context.GetInput<JsonElement>().Deserialize<DeclaredTransaction>(SagaJson.History)!;
        // Whoever starts an instance through the management API is not asked by the starter. One that has begun was accepted by the rules of its day.
        if (!context.IsReplaying && FaultsOf(document) is { Count: > 0 } faults)
        {
            var told = string.Join(' ', faults.Select(fault => $"{fault.Place}: {fault.Fault}"));
            return Task.FromException<SagaOutcome>(new InvalidOperationException(
                $"Instance '{context.InstanceId}' was started with a document that has faults; nothing was called. {ShortText.Of(told)}"));
        }

        var plan = DeclaredPlan.Of(document);
        var definition = DefinitionOf(document, plan);
        DateTimeOffset? reservedUntil = DeclaredPolicy.DurationOf(document.ReservedFor) is { } time ? context.CurrentUtcDateTime + time : null;
        return SagaOrchestrator.RunAsync(context, definition, DeclaredSteps.Of(definition, plan, reservedUntil, document.Arguments, catalog));
    }

    private static IReadOnlyList<(string Place, string Fault)> FaultsOf(DeclaredTransaction document) =>
        DeclaredFaults.Of(document, _ => true) is { Count: > 0 } faults ? faults : DeclaredFaults.OfArguments(document);

    /// <summary>The definition that a document declares; a pure function of it. The document must be without <see cref="DeclaredFaults"/>.</summary>
    public static SagaDefinition DefinitionOf(DeclaredTransaction document) => DefinitionOf(document, DeclaredPlan.Of(document));

    /// <summary>The steps whose action, or condition, refers to the result of this one.</summary>
    public static IReadOnlyList<string> ReadersOf(DeclaredTransaction document, string step)
    {
        var plan = DeclaredPlan.Of(document);
        return plan.FirstOrDefault(known => known.Definition.Name == step)?.ResultName is { } result
            ? [.. plan.Where(later => later.Definition.Name != step && ResultReaders.Reads(later, result)).Select(later => later.Definition.Name)]
            : [];
    }

    private static SagaDefinition<DeclaredTransaction> DefinitionOf(DeclaredTransaction document, IReadOnlyList<PlannedStep> plan) =>
        new(new SagaDeclaration<DeclaredTransaction>(
            document.Protocol,
            document.Name,
            document.Version ?? Version,
            DeclaredPolicy.DurationOf(document.PrepareWithin ?? document.Deadline),
            [.. plan.Select(step => step.Definition)],
            [.. plan.Select(step => new StepFunctions<DeclaredTransaction>(null, null, step.Lock is { } key ? _ => key : null))])
        {
            Choices = DeclaredChoices.Of(document),
            ReservedFor = DeclaredPolicy.DurationOf(document.ReservedFor),
        });
}
