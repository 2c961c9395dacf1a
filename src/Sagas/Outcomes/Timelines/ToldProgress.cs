using System.Text.Json;
using System.Text.Json.Serialization;

namespace DurableSagas.Sagas.Outcomes.Timelines;

/// <summary>A saga's progress as its orchestrator sets it: made when it is written, at the end of an episode.</summary>
/// <remarks>A replay sets it at every change again, and only the last one is ever written: the others cost nothing.</remarks>
[JsonConverter(typeof(Converter))]
internal sealed class ToldProgress(SagaTimeline timeline)
{
    private readonly SagaTimeline _timeline = timeline;

    internal sealed class Converter : JsonConverter<ToldProgress>
    {
        public override ToldProgress Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("It is read as SagaProgress.");

        public override void Write(Utf8JsonWriter writer, ToldProgress value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, SagaProgress.Of(value._timeline), options);
    }
}
