using System.Text.Json.Serialization;
using DurableSagas.Sagas.Definitions.Catalog;
using DurableSagas.Sagas.Json;

namespace DurableSagas.Sagas.Declared.Parts;

/// <summary>One declared step: a call of a participant and the call that undoes it, a wait for a person's answer, or a saga.</summary>
/// <param name="Participant">Of a call.</param>
/// <param name="Action">The call.</param>
/// <param name="After">The steps it waits for; null means the one declared before it.</param>
/// <param name="Timeout">Of one attempt, as an ISO 8601 duration.</param>
public sealed record DeclaredStep(
    string Name,
    string? Participant = null,
    DeclaredCall? Action = null,
    DeclaredCall? Compensation = null,
    DeclaredStepKind Kind = DeclaredStepKind.Compensable,
    IReadOnlyList<string>? After = null,
    DeclaredRetry? Retry = null,
    DeclaredRetry? CompensationRetry = null,
    string? Timeout = null)
{
    /// <summary>How long an approval waits for its answer, as an ISO 8601 duration.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Within { get; init; }

    /// <summary>Whether it is to run, once it is its turn; else it is skipped. Null means always.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DeclaredCondition? When { get; init; }

    /// <summary>True when a path begins here, back to whose beginning a failure on it leads: it ends with the next step that has alternatives.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool SavePoint { get; init; }

    /// <summary>Other paths than the one that ends here, of this step alone where no save-point began one; tried in their order.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<IReadOnlyList<DeclaredStep>>? Alternatives { get; init; }

    /// <summary>The name of the saga that it is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Saga { get; init; }

    /// <summary>Of that saga; null means the newest when the whole is started.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonConverter(typeof(WholeNumberConverter))]
    public int? Version { get; init; }

    /// <summary>That saga's request, which may refer to parameters and to results of earlier steps.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ForeignJson? Request { get; init; }

    /// <summary>What was found by that name; null until it was looked up.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonInclude]
    internal DeclaredSubSaga? Runs { get; init; }

    /// <summary>The step, and those of its alternatives after it, with their JSON pointers.</summary>
    internal IEnumerable<(string Place, DeclaredStep Step)> WithAlternatives(string place) =>
    [
        (place, this),
        .. (Alternatives ?? []).SelectMany((path, index) =>
            path.SelectMany((step, ordinal) => step.WithAlternatives($"{place}/alternatives/{index}/{ordinal}"))),
    ];

    /// <summary>The step, which runs what was found by its saga's name.</summary>
    /// <param name="document">Of a stored definition, with its own sub-sagas found; null when it is one of the app's code.</param>
    public DeclaredStep Running(RegisteredSaga saga, DeclaredTransaction? document = null) =>
        this with { Version = saga.Definition.Version, Runs = new DeclaredSubSaga(saga.Orchestrator, document) };
}
