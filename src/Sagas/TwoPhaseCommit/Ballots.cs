using System.Text.Json;
using DurableSagas.Sagas.Json;

namespace DurableSagas.Sagas.TwoPhaseCommit;

/// <summary>Reads a ballot out of what an activity gave, as it gave it or as history has it.</summary>
internal static class Ballots
{
    /// <summary>Null when there is none in it: no prepare gave it.</summary>
    public static Ballot? In<T>(T? value)
    {
        try
        {
            // What is not the app's own JSON crosses the history as text.
            var given = JsonSerializer.SerializeToElement(value, SagaJson.History);
            return given.ValueKind switch
            {
                JsonValueKind.Object => given.Deserialize<Ballot>(SagaJson.History),
                JsonValueKind.String => JsonSerializer.Deserialize<Ballot>(given.GetString()!, SagaJson.Options),
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
