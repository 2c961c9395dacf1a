using System.Net;
using System.Text.Json;
using DurableSagas.EndToEnd.Tests.Api;

namespace DurableSagas.EndToEnd.Tests.Routes;

/// <summary>Every route of the running app, as its contract names them.</summary>
internal sealed record Contract(IReadOnlyList<Operation> Operations)
{
    public IEnumerable<Operation> Queries => Operations.Where(operation => operation.Verb == HttpMethod.Get);

    public static async Task<Contract> ReadAsync(AppClient app)
    {
        var document = (await app.GetAsync("api/openapi.json")).Expect(HttpStatusCode.OK).Json;
        return new Contract([
            .. from path in document.GetProperty("paths").EnumerateObject()
               from operation in path.Value.EnumerateObject()
               select new Operation(HttpMethod.Parse(operation.Name), path.Name, ParametersOf(operation.Value), ExampleOf(operation.Value))]);
    }

    private static string[] ParametersOf(JsonElement operation) =>
        [.. operation.GetProperty("parameters").EnumerateArray().Where(parameter => parameter.GetProperty("in").GetString() == "query").Select(parameter => parameter.GetProperty("name").GetString()!)];

    private static string? ExampleOf(JsonElement operation) =>
        operation.TryGetProperty("requestBody", out var body) ? body.GetProperty("content").GetProperty("application/json").GetProperty("example").GetRawText() : null;
}
