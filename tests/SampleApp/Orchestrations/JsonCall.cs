using System.Text.Json;

namespace DurableSagas.SampleApp.Orchestrations;

/// <summary>A JSON document as part of an activity's input.</summary>
public sealed record JsonCall(string Subject, JsonElement Document);
