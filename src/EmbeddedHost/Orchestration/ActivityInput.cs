using Microsoft.DurableTask;

namespace DurableSagas.EmbeddedHost.Orchestration;

/// <summary>The history holds an activity's input as an array of one, as Durable Functions writes it.</summary>
internal static class ActivityInput
{
    // The array is serialised whole: in it a value has the declared type object, and keeps a discriminator that a bare result loses.
    public static string Wrap(object? input, DataConverter converter) => converter.Serialize(new[] { input });

    public static string? Unwrap(string? wrapped) => wrapped switch
    {
        null or "[null]" => null,
        ['[', .. var json, ']'] => json,
        _ => wrapped,
    };
}
