using System.Text.Json;

namespace DurableSagas.SagaFunctions.Tests.Notices;

/// <summary>What was posted to a webhook.</summary>
internal sealed record Posted(string Body, string? ContentType, string Signature, string Origin)
{
    public JsonElement Event => JsonElement.Parse(Body);

    public string Type => Event.GetProperty("type").GetString()!;
}
