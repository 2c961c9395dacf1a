using System.Text.Json.Nodes;
using DurableSagas.SagaFunctions.Faults;
using DurableSagas.SagaFunctions.Receivers;

namespace DurableSagas.SagaFunctions.OpenApi;

/// <summary>What may stand in a start's body beside the saga's own request.</summary>
internal sealed class StartMembers(FaultInjection faults, ReceiverRegistry receivers)
{
    public void AddTo(JsonObject properties)
    {
        if (faults.IsAllowed)
        {
            properties[FaultRequest.Member] ??= new JsonObject
            {
                ["type"] = "object",
                ["additionalProperties"] = new JsonObject { ["type"] = "string" },
            };
        }

        if (receivers.Names.ToArray() is { Length: > 0 } names)
        {
            properties[NotifyRequest.Member] ??= new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. names.Select(name => (JsonNode?)name)]) };
        }
    }
}
