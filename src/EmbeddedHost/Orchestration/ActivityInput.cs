namespace DurableSagas.EmbeddedHost.Orchestration;

/// <summary>The history holds an activity's input as an array of one, as Durable Functions writes it.</summary>
internal static class ActivityInput
{
    public static string Wrap(string? json) => $"[{json ?? "null"}]";

    public static string? Unwrap(string? wrapped) => wrapped switch
    {
        null or "[null]" => null,
        ['[', .. var json, ']'] => json,
        _ => wrapped,
    };
}
