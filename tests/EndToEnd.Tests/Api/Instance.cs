using System.Net;
using System.Text.Json;

namespace DurableSagas.EndToEnd.Tests.Api;

/// <summary>An instance as the management API shows it.</summary>
internal sealed record Instance(string Name, string InstanceId, string RuntimeStatus, JsonElement Output, IReadOnlyList<JsonElement>? HistoryEvents)
{
    /// <summary>The activities that gave a result, in the order in which they did.</summary>
    public IEnumerable<string> Activities => HistoryEvents!
        .Where(entry => entry.GetProperty("EventType").GetString() is "TaskCompleted" or "TaskFailed")
        .Select(entry => entry.GetProperty("FunctionName").GetString()!);

    public static async Task<Instance> EndedAsync(AppClient app, StartAnswer saga)
    {
        var ended = await Poll.UntilAsync($"end of instance '{saga.Id}'", () => app.GetAsync(saga.StatusWithHistory), answer => answer.Status != HttpStatusCode.Accepted);
        return ended.Expect(HttpStatusCode.OK).Read<Instance>();
    }
}
