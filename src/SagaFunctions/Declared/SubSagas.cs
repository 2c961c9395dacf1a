using System.Reflection;
using DurableSagas.SagaFunctions.Declared.Stored;
using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Declared.Parts;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Catalog;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DurableSagas.SagaFunctions.Declared;

/// <summary>Finds the sagas that the steps of a document name: in the app's code, or among what is stored.</summary>
public sealed class SubSagas
{
    /// <summary>Documents in documents that are looked into; the document's own faults say that fewer are allowed.</summary>
    private const int MaxDepth = 6;

    private readonly SagaCatalog _catalog;
    private readonly AppFunctions _functions;
    private readonly StoredDefinitions _stored;

    internal SubSagas(SagaCatalog catalog, AppFunctions functions, StoredDefinitions stored) => (_catalog, _functions, _stored) = (catalog, functions, stored);

    /// <summary>The document whose steps run what was found, and each name that could not be found, or cannot be a step.</summary>
    internal Task<(DeclaredTransaction Document, IReadOnlyList<(string Place, string Fault)> Faults)> FindAsync(
        DeclaredTransaction document, CancellationToken cancellationToken) => FindAsync(document, MaxDepth, cancellationToken);

    private async Task<(DeclaredTransaction Document, IReadOnlyList<(string Place, string Fault)> Faults)> FindAsync(
        DeclaredTransaction document, int depth, CancellationToken cancellationToken)
    {
        var (steps, faults) = await FindAsync(document.Steps ?? [], "/steps", depth, cancellationToken);
        return (document.Steps is null ? document : document with { Steps = steps }, faults);
    }

    private async Task<(IReadOnlyList<DeclaredStep> Steps, IReadOnlyList<(string Place, string Fault)> Faults)> FindAsync(
        IReadOnlyList<DeclaredStep> path, string place, int depth, CancellationToken cancellationToken)
    {
        List<(string, string)> faults = [];
        List<DeclaredStep> steps = [];
        foreach (var (ordinal, step) in path.Index())
        {
            var (found, unfit) = step.Kind == DeclaredStepKind.SubSaga ? await FindAsync(step, depth, cancellationToken) : (step, []);
            faults.AddRange(unfit.Select(fault => ($"{place}/{ordinal}/{fault.Member}", fault.Fault)));
            List<IReadOnlyList<DeclaredStep>> alternatives = [];
            foreach (var (index, alternative) in (step.Alternatives ?? []).Index())
            {
                var (others, unfitting) = await FindAsync(alternative, $"{place}/{ordinal}/alternatives/{index}", depth, cancellationToken);
                alternatives.Add(others);
                faults.AddRange(unfitting);
            }

            steps.Add(step.Alternatives is null ? found : found with { Alternatives = alternatives });
        }

        return (steps, faults);
    }

    private async Task<(DeclaredStep Step, IReadOnlyList<(string Member, string Fault)> Faults)> FindAsync(
        DeclaredStep step, int depth, CancellationToken cancellationToken)
    {
        var name = step.Saga!;
        if (_catalog.Find(name) is { } newest)
        {
            return (step.Version is { } version ? _catalog.Find(name, version) : newest) is { } saga
                ? (step.Running(saga), [.. FaultsOf(step, saga)])
                : (step, [("version", $"There is no version {step.Version} of saga '{name}'.")]);
        }

        var stored = step.Version is { } wanted
            ? await _stored.FindAsync(name, wanted, cancellationToken)
            : await _stored.FindNewestAsync(name, cancellationToken);
        return stored is not null ? await FindAsync(step, stored.Document, depth, cancellationToken) : (step, [await UnknownAsync(step, cancellationToken)]);
    }

    private async Task<(DeclaredStep Step, IReadOnlyList<(string Member, string Fault)> Faults)> FindAsync(
        DeclaredStep step, DeclaredTransaction stored, int depth, CancellationToken cancellationToken)
    {
        if (depth == 0)
        {
            return (step, [("saga", $"Saga '{step.Saga}' is reached through too many others; does it run itself?")]);
        }

        var (document, faults) = await FindAsync(stored, depth - 1, cancellationToken);
        if (faults.Count > 0)
        {
            return (step, [.. faults.Select(fault => ("saga", $"Saga '{step.Saga}' has a fault at {fault.Place}: {fault.Fault}"))]);
        }

        var definition = DeclaredSaga.DefinitionOf(document);
        return (step.Running(new RegisteredSaga(definition, nameof(DeclaredSagaOrchestrator)), document), [.. FaultsOf(definition)]);
    }

    private async Task<(string, string)> UnknownAsync(DeclaredStep step, CancellationToken cancellationToken)
    {
        var names = _catalog.Sagas.Select(saga => saga.Definition.Name).Distinct().Concat(await _stored.NamesAsync(cancellationToken)).ToArray();
        return names.Contains(step.Saga)
            ? ("version", $"There is no version {step.Version} of saga '{step.Saga}'.")
            : ("saga", $"There is no saga '{step.Saga}'. There are: {string.Join(", ", names)}.");
    }

    private IEnumerable<(string, string)> FaultsOf(DeclaredStep step, RegisteredSaga saga) =>
    [
        .. FaultsOf(saga.Definition),
        .. FaultsOf(saga.Orchestrator),
        .. ReferringRequest.FaultsOf(step.Request!, saga.Definition.RequestType),
    ];

    private static IEnumerable<(string, string)> FaultsOf(SagaDefinition saga)
    {
        if (saga.Steps.FirstOrDefault(step => step.Kind != StepKind.Compensable) is { } final)
        {
            yield return (
                "saga",
                $"Sub-saga '{saga.Name}' cannot be undone: its step '{final.Name}' is a {final.Kind} step, "
                    + "and only compensable ones may stand in a sub-saga.");
        }
    }

    // The worker reads the input as the parameter's type, and what is to be undone would be lost.
    private IEnumerable<(string, string)> FaultsOf(string orchestrator) => _functions.Methods
        .Where(method => method.GetCustomAttribute<FunctionAttribute>()?.Name == orchestrator)
        .SelectMany(method => method.GetParameters())
        .Where(parameter => parameter.ParameterType != typeof(TaskOrchestrationContext))
        .Select(parameter => ("saga", $"Orchestrator '{orchestrator}' takes '{parameter.Name}' beside its context; "
            + "only one that takes its context alone can run a sub-saga, else it could not be undone."));
}
