using DurableSagas.Sagas.Declared.Parts;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Building;

namespace DurableSagas.Sagas.Declared.SubSagas;

/// <summary>The definition that a step runs which is a saga.</summary>
internal static class SubSagaWork
{
    /// <summary>Of one in code, or one that is not looked up, no more is known here than by what it is called.</summary>
    public static StepWork.SubSaga Of(DeclaredStep step)
    {
        var definition = step.Runs?.Document is { } document
            ? DeclaredSaga.DefinitionOf(document)
            : new SagaDefinition<DeclaredTransaction>(new SagaDeclaration<DeclaredTransaction>(Protocol.Saga, step.Saga!, step.Version ?? 1, null, [], []));
        definition.RunBy(step.Runs?.Orchestrator ?? step.Saga!);
        return new StepWork.SubSaga(definition);
    }
}
