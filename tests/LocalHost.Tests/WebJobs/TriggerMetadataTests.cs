using DurableSagas.LocalHost.Functions;
using DurableSagas.LocalHost.Rpc;
using DurableSagas.LocalHost.WebJobs.Calls;
using Google.Protobuf.Collections;

namespace DurableSagas.LocalHost.Tests.WebJobs;

public sealed class TriggerMetadataTests
{
    [Fact]
    public void Add_HttpRequest_RouteGoesBeforeQueryAndTheKeyIsNoParameter()
    {
        var request = new RpcHttp
        {
            NullableHeaders = { ["x-name"] = Text("value") },
            NullableParams = { ["id"] = Text("7") },
            NullableQuery = { ["id"] = Text("8"), ["page"] = Text("3"), ["Code"] = Text("secret") },
        };

        var metadata = new MapField<string, TypedData>();
        TriggerMetadata.Add(metadata, FunctionKind.Http, new FunctionCallContext(Guid.Empty, CancellationToken.None, Http: new HttpCall(request, sent: null)));

        Assert.Equal(["Headers", "Query", "id", "page"], metadata.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("7", "3"), (metadata["id"].String, metadata["page"].String));
        Assert.Equal("""{"x-name":"value"}""", metadata["Headers"].Json);
    }

    [Fact]
    public void Add_Orchestration_HasNone()
    {
        var metadata = new MapField<string, TypedData>();

        TriggerMetadata.Add(metadata, FunctionKind.Orchestration, new FunctionCallContext(Guid.Empty, CancellationToken.None));

        Assert.Empty(metadata);
    }

    private static NullableString Text(string value) => new() { Value = value };
}
