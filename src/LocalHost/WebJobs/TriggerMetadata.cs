using DurableSagas.LocalHost.Functions;
using DurableSagas.LocalHost.Rpc;
using Google.Protobuf.Collections;

namespace DurableSagas.LocalHost.WebJobs;

/// <summary>What the trigger knows besides its value; a function's further parameters are bound from it by name.</summary>
internal static class TriggerMetadata
{
    private const string InstanceId = "instanceId";
    private const string System = "sys";

    // A key is nothing that a function could be given as its parameter.
    private const string Key = "code";

    public static void Add(MapField<string, TypedData> metadata, FunctionKind kind, FunctionCallContext context)
    {
        switch (kind)
        {
            case FunctionKind.Http:
                AddQuery(metadata, context.Http!.Request);
                AddRoute(metadata, context.Http!.Request);
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
                    if (value is not null && !name.Equals(System, StringComparison.OrdinalIgnoreCase))
                    {
                        metadata[name] = RpcValues.ToData(value);
                    }
                }

                break;
        }
    }

    private static void AddQuery(MapField<string, TypedData> metadata, RpcHttp request)
    {
        foreach (var (name, value) in request.Query.Concat(request.NullableQuery.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Value))))
        {
            if (!name.Equals(Key, StringComparison.OrdinalIgnoreCase))
            {
                metadata[name] = new TypedData { String = value };
            }
        }
    }

    private static void AddRoute(MapField<string, TypedData> metadata, RpcHttp request)
    {
        foreach (var (name, value) in request.Params)
        {
            metadata[name] = new TypedData { String = value };
        }

        foreach (var (name, value) in request.NullableParams)
        {
            metadata[name] = new TypedData { String = value.Value };
        }
    }
}
