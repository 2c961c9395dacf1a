using DurableSagas.DurableTask.Sqlite.Instances;
using DurableSagas.DurableTask.Sqlite.Queries;
using DurableSagas.DurableTask.Sqlite.Store;

namespace DurableSagas.DurableTask.Sqlite.Tests.Store;

/// <summary>Rows to fill a task hub with.</summary>
internal static class Rows
{
    public static int Fill(HubRows rows, int instances, int bytes = 1000)
    {
        for (var number = 0; number < instances; number++)
        {
            var row = new InstanceRow(rows.NextKey(), Guid.NewGuid().ToString("N"), "execution", "Orchestrator");
            rows.Instances.Insert(row);
            rows.History.Append(row.Key, 0, new byte[bytes]);
        }

        return instances;
    }

    public static int Count(HubRows rows) => rows.Pages.Read(new InstanceQuery(), PageStart.First, int.MaxValue).Count;
}
