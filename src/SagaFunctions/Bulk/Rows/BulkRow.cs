using System.Text.Json.Serialization;

namespace DurableSagas.SagaFunctions.Bulk.Rows;

/// <summary>One saga among many that are rewound, and what came of it.</summary>
/// <param name="Detail">Why it was refused, or is stuck again.</param>
internal sealed record BulkRow(string Saga, BulkResult? Result, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Detail)
{
    /// <summary>True once it is not looked at any more.</summary>
    internal bool IsDone { get; init; }

    /// <summary>True once it is about to be rewound: whoever finds it so, and cannot rewind it, has done so before.</summary>
    internal bool IsAsked { get; init; }
}
