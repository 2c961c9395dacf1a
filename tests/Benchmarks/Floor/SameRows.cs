using DurableSagas.Benchmarks.Measuring;
using DurableSagas.EmbeddedHost.TaskHub;
using DurableTask.Core;

namespace DurableSagas.Benchmarks.Floor;

/// <summary>The engine's own statements on the engine's own tables, one after another on one thread.</summary>
internal static class SameRows
{
    /// <returns>How many commits it took.</returns>
    public static int Write(FloorRun run, string path)
    {
        using var connections = new TaskHubConnections(new TaskHubSettings(path, "Floor"));
        using var rows = connections.OpenWriter();
        var commits = 0;
        foreach (var batch in Changes(run, rows).Chunk(run.WritesPerCommit))
        {
            rows.Transaction.BeginWrite();
            foreach (var change in batch)
            {
                change();
            }

            rows.Transaction.Commit();
            commits++;
        }

        return commits;
    }

    // As many instances side by side as there are callers; each takes its steps in turn with the others.
    private static IEnumerable<Action> Changes(FloorRun run, HubRows rows)
    {
        foreach (var wave in Enumerable.Range(1, run.Instances).Chunk(Load.Callers))
        {
            foreach (var key in wave)
            {
                yield return () => Start(run.Recording, rows, key);
            }

            foreach (var episode in Enumerable.Range(0, run.Recording.Episodes.Count))
            {
                foreach (var key in wave)
                {
                    yield return () => MoveOn(run.Recording, rows, key, episode);
                }
            }
        }
    }

    private static void Start(HubRecording recording, HubRows rows, long key)
    {
        var row = recording.As(key) with { Episode = 0, OpenWork = 1, Status = OrchestrationStatus.Pending, Output = null };
        rows.Instances.Find(row.Id);
        rows.Instances.Insert(row);
        rows.History.Append(key, 0, recording.Episodes[0]);
    }

    private static void MoveOn(HubRecording recording, HubRows rows, long key, int episode)
    {
        if (episode == recording.Episodes.Count - 1)
        {
            rows.Instances.Replace(episode, recording.Row with { Key = key });
            rows.Inbox.DeleteAll(key);
            rows.Timers.DeleteAll(key);
        }
        else
        {
            rows.Instances.Advance(key, episode, new InstanceProgress(OrchestrationStatus.Running, recording.Row.Updated, episode + 1, 1));
        }

        if (episode == 0)
        {
            rows.History.Replace(key, recording.Episodes[0]);
        }
        else
        {
            rows.History.Append(key, episode, recording.Episodes[episode]);
        }
    }
}
