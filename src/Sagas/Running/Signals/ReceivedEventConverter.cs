using System.Text.Json;
using System.Text.Json.Serialization;

namespace DurableSagas.Sagas.Running.Signals;

/// <summary>Takes any JSON for a <see cref="ReceivedEvent"/>.</summary>
internal sealed class ReceivedEventConverter : JsonConverter<ReceivedEvent>
{
    public override bool HandleNull => true;

    public override ReceivedEvent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var payload = JsonDocument.ParseValue(ref reader);
        return new ReceivedEvent(payload.RootElement.GetRawText());
    }

    public override void Write(Utf8JsonWriter writer, ReceivedEvent value, JsonSerializerOptions options) => writer.WriteRawValue(value.Text);
}
