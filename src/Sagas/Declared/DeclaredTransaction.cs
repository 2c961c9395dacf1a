using System.Text.Json;
using System.Text.Json.Serialization;
using DurableSagas.Sagas.Declared.Parts;
using DurableSagas.Sagas.Declared.References;
using DurableSagas.Sagas.Json;

namespace DurableSagas.Sagas.Declared;

/// <summary>A transaction as a caller declares it, in JSON, over registered participants.</summary>
/// <param name="Steps">Of a saga.</param>
/// <param name="Deadline">How long it may take to pass its pivot, or all tries of a TCC transaction, as an ISO 8601 duration.</param>
public sealed record DeclaredTransaction(Protocol Protocol, string Name, IReadOnlyList<DeclaredStep>? Steps = null, string? Deadline = null)
{
    /// <summary>As the contract shows it.</summary>
    public static DeclaredTransaction Example { get; } = new(
        Protocol.Saga,
        "transfer",
        [
            new DeclaredStep("take", "bank", new DeclaredCall("POST", "accounts/1/withdraw"), new DeclaredCall("POST", "accounts/1/withdraw/undo")),
            new DeclaredStep("give", "bank", new DeclaredCall("POST", "accounts/2/deposit"), Kind: DeclaredStepKind.Retriable),
        ],
        "PT1H");

    /// <summary>Of a stored definition, which keeps it for good.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonConverter(typeof(WholeNumberConverter))]
    public int? Version { get; init; }

    /// <summary>Of a saga, with those of alternatives in their places, and the JSON pointer of each: the order in which the engine knows them.</summary>
    internal IEnumerable<(string Place, DeclaredStep Step)> AllSteps => (Steps ?? []).SelectMany((step, ordinal) => step.WithAlternatives($"/steps/{ordinal}"));

    /// <summary>What a start of a stored definition sends, by name.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, DeclaredParameter>? Parameters { get; init; }

    /// <summary>What the start of this instance sent for them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonInclude]
    internal IReadOnlyDictionary<string, ForeignJson>? Arguments { get; init; }

    /// <summary>Whether a value in a body or request is a reference, to a result or a parameter, and no data.</summary>
    public static bool IsReference(JsonElement value) => ResultReferences.IsIn(value, out _);

    /// <summary>The document of an instance, which has what its start sends for the parameters.</summary>
    /// <param name="arguments">An object; null in it says as little as nothing.</param>
    public DeclaredTransaction StartedWith(JsonElement arguments) => this with
    {
        Arguments = arguments.EnumerateObject()
            .Where(argument => argument.Value.ValueKind != JsonValueKind.Null)
            .ToDictionary(argument => argument.Name, argument => ForeignJson.Of(argument.Value), StringComparer.Ordinal),
    };

    /// <summary>Of a TCC transaction.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<DeclaredBranch>? Branches { get; init; }

    /// <summary>How long a TCC transaction's participants keep what a try reserved, from its start.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ReservedFor { get; init; }

    /// <summary>Of a two-phase commit.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<DeclaredVoter>? Participants { get; init; }

    /// <summary>How long the participants of a two-phase commit may take to vote.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PrepareWithin { get; init; }
}
