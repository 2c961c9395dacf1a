using DurableSagas.EmbeddedHost.TaskHub;

namespace DurableSagas.EmbeddedHost.Tests.TaskHub;

/// <summary>Rows to fill a task hub with.</summary>
internal static class Rows
{
    public static int Fill(HubRows rows, int instances, int bytes = 1000)
    {
        for (var number = 0; number < instances; number++)
        {
            var row = new InstanceRow(rows.NextKey(), Guid.NewGuid().ToString("N"), "execution", "Orchestrator");
            rows.Instances.Insert(row);
            rows.History.Put(row.Key, 0, new byte[bytes]);
        }

        return instances;
    }

    public static int Count(HubRows rows) => rows.Instances.Page(new InstanceFilter(), string.Empty, int.MaxValue).Count;
}
