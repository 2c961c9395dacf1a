using System.Text.Json.Serialization;
using DurableSagas.Sagas.Json;

namespace DurableSagas.Sagas.Declared.Parts;

/// <summary>Whether a step is to run: one comparison, or several that must all hold, or of which any one must.</summary>
/// <remarks>Nothing in it can fail: what is compared with something that it cannot be compared with does not hold.</remarks>
public sealed record DeclaredCondition
{
    /// <summary>All of these hold.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<DeclaredCondition>? All { get; init; }

    /// <summary>At least one of these holds.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<DeclaredCondition>? Any { get; init; }

    /// <summary>What is compared: a reference to a parameter, or to the result of an earlier step.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ForeignJson? Value { get; init; }

    /// <summary>It is this text, number or truth value; numbers are compared by value, however they are written.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ForeignJson? Is { get; init; }

    /// <summary>It is something else, or nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ForeignJson? IsNot { get; init; }

    /// <summary>It is a number, and above this one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ForeignJson? Above { get; init; }

    /// <summary>It is a number, and this one or above it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ForeignJson? AtLeast { get; init; }

    /// <summary>It is a number, and below this one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ForeignJson? Below { get; init; }

    /// <summary>It is a number, and this one or below it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ForeignJson? AtMost { get; init; }

    /// <summary>There is anything but <c>null</c>; with <c>false</c>, there is not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Exists { get; init; }
}
