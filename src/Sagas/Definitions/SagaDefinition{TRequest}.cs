using DurableSagas.Sagas.Definitions.Building;
using DurableSagas.Sagas.Definitions.Shapes;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.Sagas.Definitions;

/// <summary>A saga as declared, for requests of one type.</summary>
public class SagaDefinition<TRequest> : SagaDefinition
{
    private readonly Func<TRequest, string?>? _key;

    internal SagaDefinition(SagaDeclaration<TRequest> declared)
        : base(declared.Protocol, declared.Name, declared.Version, declared.Deadline, declared.Steps, declared.Choices) =>
        (Functions, ReservedFor, UndoableFor, _key) = (declared.Functions, declared.ReservedFor, declared.UndoableFor, declared.Key);

    public override Type RequestType => typeof(TRequest);

    public override TimeSpan? ReservedFor { get; }

    public override TimeSpan? UndoableFor { get; }

    /// <summary>By ordinal: the parts of a step that are code.</summary>
    internal IReadOnlyList<StepFunctions<TRequest>> Functions { get; }

    /// <summary>Makes the result of a saga that has completed; null when it has none.</summary>
    internal virtual Func<TRequest, StepResults, object>? Result => null;

    /// <inheritdoc/>
    public override string? KeyOf(object request) => _key?.Invoke((TRequest)request) is { Length: > 0 } key ? key : null;

    private protected override IReadOnlyList<string?> LocksOf(object request) => [.. Functions.Select(step => step.Lock?.Invoke((TRequest)request))];

    private protected override CodedParts CodeOf(int ordinal) => new(Functions[ordinal].Condition is not null, Functions[ordinal].Lock is not null);
}
