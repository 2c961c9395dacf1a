using DurableSagas.DurableTask.Sqlite.Tests.Running;
using DurableTask.Core.History;
using DurableTask.Core.Query;

namespace DurableSagas.DurableTask.Sqlite.Tests.Crashes;

/// <summary>Puts into words how everything ended, without what is different each time.</summary>
internal static class Ending
{
    public static async Task<string> DescribeAsync(TestHub hub, TestApp app, TempHub file)
    {
        List<string> lines = [$"calls: {string.Join(", ", app.Calls.Distinct().Order())}"];
        var all = await hub.Service.GetOrchestrationWithQueryAsync(new OrchestrationQuery(), TestContext.Current.CancellationToken);
        foreach (var found in all.OrchestrationState.OrderBy(state => state.OrchestrationInstance.InstanceId))
        {
            var id = found.OrchestrationInstance.InstanceId;
            lines.Add($"{id} {found.OrchestrationStatus} {found.Input} {found.Output} {found.Status} generation {found.Generation}");
            lines.Add($"  {(await hub.MessagesAsync(id)).Count} messages left");
            lines.AddRange(InOrder(await hub.HistoryAsync(id)));
        }

        lines.Add($"{Strays(file)} rows of no instance");
        return string.Join('\n', lines);
    }

    private static long Strays(TempHub file) => file.Look(
        """
        SELECT count(*)
        FROM (SELECT instance FROM starts UNION ALL SELECT instance FROM history UNION ALL SELECT instance FROM inbox UNION ALL SELECT instance FROM timers)
        WHERE instance NOT IN (SELECT key FROM instances)
        """,
        row => row.Int64(0));

    // As recorded, but for results that came at once: which of them is first is chance.
    private static IEnumerable<string> InOrder(IEnumerable<HistoryEvent> history)
    {
        List<string> atOnce = [];
        foreach (var recorded in history.Where(IsNoFrame))
        {
            if (recorded is TaskCompletedEvent or TaskFailedEvent or SubOrchestrationInstanceCompletedEvent or SubOrchestrationInstanceFailedEvent)
            {
                atOnce.Add(Describe(recorded));
                continue;
            }

            foreach (var line in atOnce.Order(StringComparer.Ordinal))
            {
                yield return line;
            }

            atOnce.Clear();
            yield return Describe(recorded);
        }

        foreach (var line in atOnce.Order(StringComparer.Ordinal))
        {
            yield return line;
        }
    }

    private static bool IsNoFrame(HistoryEvent recorded) => recorded is not (OrchestratorStartedEvent or OrchestratorCompletedEvent);

    private static string Describe(HistoryEvent recorded) => recorded switch
    {
        TaskScheduledEvent scheduled => $"  {scheduled.EventId} {scheduled.Name}",
        TaskCompletedEvent completed => $"  {completed.TaskScheduledId} completed {completed.Result}",
        TaskFailedEvent failed => $"  {failed.TaskScheduledId} failed {failed.FailureDetails}",
        SubOrchestrationInstanceCompletedEvent completed => $"  {completed.TaskScheduledId} child {completed.Result}",
        SubOrchestrationInstanceFailedEvent failed => $"  {failed.TaskScheduledId} child failed {failed.FailureDetails}",
        TimerFiredEvent fired => $"  {fired.TimerId} fired",
        EventRaisedEvent raised => $"  {raised.Name} {raised.Input}",
        _ => $"  {recorded.EventId} {recorded.EventType}",
    };
}
