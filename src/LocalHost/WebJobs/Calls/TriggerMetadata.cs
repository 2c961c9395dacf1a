using System.Text.Json;
using DurableSagas.LocalHost.Functions;
using DurableSagas.LocalHost.Rpc;
using Google.Protobuf.Collections;

namespace DurableSagas.LocalHost.WebJobs.Calls;

/// <summary>What the trigger knows besides its value; a function's further parameters are bound from it by name.</summary>
internal static class TriggerMetadata
{
    private const string InstanceId = "instanceId";
    private const string SystemData = "sys";

    public static void Add(MapField<string, TypedData> metadata, FunctionKind kind, FunctionCallContext context)
    {
        switch (kind)
        {
            case FunctionKind.Http:
                AddRequest(metadata, context.Http!.Request);
                break;
            case FunctionKind.Activity:
                // The input is there too, twice; it is not sent again.
                if (context.Binding!.BindingData.TryGetValue(InstanceId, out var instanceId))
                {
                    metadata[InstanceId] = RpcValues.ToData(instanceId);
                }

                break;
            case FunctionKind.Queue or FunctionKind.Timer:
                foreach (var (name, value) in context.Binding!.BindingData)
                {
                    if (value is not null && !name.Equals(SystemData, StringComparison.OrdinalIgnoreCase))
                    {
                        metadata[name] = RpcValues.ToData(value);
                    }
                }

                break;
        }
    }

    /// <summary>The route's values over the query's; the key that opens the function is no parameter of it.</summary>
    private static void AddRequest(MapField<string, TypedData> metadata, RpcHttp request)
    {
        foreach (var (name, value) in request.NullableQuery)
        {
            if (!name.Equals("code", StringComparison.OrdinalIgnoreCase))
            {
                metadata[name] = new TypedData { String = value.Value };
            }
        }

        foreach (var (name, value) in request.NullableParams)
        {
            metadata[name] = new TypedData { String = value.Value };
        }

        metadata["Query"] = Json(request.NullableQuery);
        metadata["Headers"] = Json(request.NullableHeaders);
    }

    private static TypedData Json(MapField<string, NullableString> values) =>
        new() { Json = JsonSerializer.Serialize(values.ToDictionary(pair => pair.Key, pair => pair.Value.Value)) };
}
