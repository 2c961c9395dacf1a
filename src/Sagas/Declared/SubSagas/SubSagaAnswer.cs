using System.Text.Json;
using DurableSagas.Sagas.Declared.Parts;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Undoing;

namespace DurableSagas.Sagas.Declared.SubSagas;

/// <summary>The result of a sub-saga, as references know it: what its definition in code gives, or the results of its document's steps, by step.</summary>
internal static class SubSagaAnswer
{
    /// <param name="done">What the engine keeps of it.</param>
    public static JsonElement Of(DeclaredStep step, JsonElement done)
    {
        var known = done.Deserialize<SagaDone>(SagaJson.History)!;
        return step.Runs!.Document is { } document
            ? ForeignJson.Written(writer => Write(writer, document, known)).ToElement()
            : known.Result?.ToElement() ?? JsonSerializer.SerializeToElement<object?>(null);
    }

    private static void Write(Utf8JsonWriter writer, DeclaredTransaction document, SagaDone done)
    {
        writer.WriteStartObject();
        foreach (var step in document.AllSteps.Select(entry => entry.Step).Where(step => done.Results.ContainsKey(step.Name)))
        {
            writer.WritePropertyName(step.Name);
            var result = done.Results[step.Name];
            (step.Kind == DeclaredStepKind.SubSaga ? Of(step, result) : result.Deserialize<ForeignJson>(SagaJson.History)!.ToElement()).WriteTo(writer);
        }

        writer.WriteEndObject();
    }
}
