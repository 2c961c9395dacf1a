using System.Collections.Frozen;
using System.Text;

namespace DurableSagas.DurableTask.Sqlite.History.Events;

/// <summary>The short names under which a history is stored. They are a file format: add names, never reuse one.</summary>
internal static class FieldNames
{
    public const string ClientSpanId = "cs";
    public const string CompletedAt = "ca";
    public const string CompressedSize = "cz";
    public const string Correlation = "co";
    public const string CreatedAt = "cr";
    public const string Details = "d";
    public const string ExecutionId = "x";
    public const string Failure = "f";
    public const string FireAt = "a";
    public const string GenerateNewTrace = "gt";
    public const string Generation = "ge";
    public const string Hidden = "hi";
    public const string Id = "id";
    public const string InnerFailure = "in";
    public const string InstanceId = "o";
    public const string LastUpdatedAt = "lu";
    public const string Message = "m";
    public const string Name = "n";
    public const string NonRetriable = "nr";
    public const string Output = "ou";
    public const string Parent = "pa";
    public const string ParentExecutionId = "px";
    public const string Payload = "p";
    public const string Properties = "pr";
    public const string Reason = "r";
    public const string ScheduledStart = "ss";
    public const string Size = "sz";
    public const string SpanId = "sp";
    public const string StackTrace = "st";
    public const string State = "hs";
    public const string Status = "s";
    public const string Tags = "g";
    public const string TaskId = "k";
    public const string Timestamp = "ts";
    public const string Trace = "tc";
    public const string TraceParent = "tp";
    public const string TraceStartedAt = "ta";
    public const string TraceState = "tt";
    public const string Type = "t";
    public const string Version = "v";

    private static readonly FrozenDictionary<int, string> _byKey = All().ToFrozenDictionary(name => Key(Encoding.ASCII.GetBytes(name)));

    /// <summary>The name without allocating it anew; null for one that is not of this version.</summary>
    public static string? Known(ReadOnlySpan<byte> name) => _byKey.GetValueOrDefault(Key(name));

    private static int Key(ReadOnlySpan<byte> name) => name switch
    {
        [var only] => only,
        [var first, var second] => first | (second << 8),
        _ => -1,
    };

    private static string[] All() =>
    [
        ClientSpanId, CompletedAt, CompressedSize, Correlation, CreatedAt, Details, ExecutionId, Failure, FireAt, GenerateNewTrace,
        Generation, Hidden, Id, InnerFailure, InstanceId, LastUpdatedAt, Message, Name, NonRetriable, Output, Parent,
        ParentExecutionId, Payload, Properties, Reason, ScheduledStart, Size, SpanId, StackTrace,
        State, Status, Tags, TaskId, Timestamp, Trace, TraceParent, TraceStartedAt, TraceState, Type, Version,
    ];
}
