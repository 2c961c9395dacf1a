using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace DurableSagas.Testing.Tables;

/// <summary>What the tables answer to one request; its text tells apart whatever a caller could tell apart.</summary>
internal sealed record TableAnswer(int Status, string Body = "", string? ETag = null, string? Boundary = null)
{
    private const string NextPartition = "x-ms-continuation-NextPartitionKey";
    private const string NextRow = "x-ms-continuation-NextRowKey";

    /// <summary>Where the next page begins; null when there is none.</summary>
    public TableKeys? Next { get; init; }

    public static TableAnswer Error(int status, string code, string message) =>
        new(status, new JsonObject
        {
            ["odata.error"] = new JsonObject { ["code"] = code, ["message"] = new JsonObject { ["lang"] = "en-US", ["value"] = message } },
        }.ToJsonString());

    public HttpResponseMessage ToResponse()
    {
        var response = new HttpResponseMessage((HttpStatusCode)Status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body)) };
        response.Content.Headers.TryAddWithoutValidation(
            "Content-Type", Boundary is null ? "application/json;odata=minimalmetadata" : $"multipart/mixed; boundary={Boundary}");
        if (ETag is not null)
        {
            response.Headers.TryAddWithoutValidation("ETag", ETag);
        }

        if (Next is not null)
        {
            var (partition, row) = Next.ToToken();
            response.Headers.TryAddWithoutValidation(NextPartition, partition);
            response.Headers.TryAddWithoutValidation(NextRow, row);
        }

        return response;
    }
}
