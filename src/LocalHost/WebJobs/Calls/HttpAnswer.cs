using DurableSagas.LocalHost.Rpc;

namespace DurableSagas.LocalHost.WebJobs.Calls;

/// <summary>The HTTP response of a function, however it gave it: as a response, as a plain value, or as one of its outputs.</summary>
internal static class HttpAnswer
{
    private const string Ok = "200";
    private const string NoContent = "204";

    public static RpcHttp Of(InvocationResponse response, string? output)
    {
        var data = output is null or BoundBindings.Return
            ? response.ReturnValue
            : response.OutputData.FirstOrDefault(value => value.Name.Equals(output, StringComparison.OrdinalIgnoreCase))?.Data;
        return data switch
        {
            null or { DataCase: TypedData.DataOneofCase.None } => new RpcHttp { StatusCode = NoContent },
            { Http: { } http } => http,
            _ => new RpcHttp { StatusCode = Ok, Body = data },
        };
    }
}
