using System.Text.Json;
using System.Text.Json.Serialization;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Texts;

namespace DurableSagas.Sagas.Running.Signals;

/// <summary>An external event's payload as it came: whoever may raise one may send anything, and what the worker fails to read fails the instance.</summary>
[JsonConverter(typeof(ReceivedEventConverter))]
internal sealed record ReceivedEvent(string Text)
{
    private const int Quoted = 100;

    /// <summary>The payload, or its beginning, for people.</summary>
    public string Quote => TextCut.Of(Text, Quoted);

    /// <summary>False when the payload is something else than a <typeparamref name="T"/>; null is one where there may be none.</summary>
    public bool TryRead<T>(out T? value) where T : class
    {
        try
        {
            value = JsonSerializer.Deserialize<T>(Text, SagaJson.History);
            return true;
        }
        catch (JsonException)
        {
            value = null;
            return false;
        }
    }
}
