using DurableSagas.EmbeddedHost.TaskHub;

namespace DurableSagas.Benchmarks.Floor;

/// <summary>What one finished instance left in its task hub.</summary>
/// <param name="Episodes">The bytes of each.</param>
internal sealed record HubRecording(InstanceRow Row, IReadOnlyList<byte[]> Episodes)
{
    public static HubRecording Of(TaskHubStore hub) => hub.Read(rows =>
    {
        var row = rows.Instances.Page(new InstanceFilter { WithOutput = true }, string.Empty, 1).Single();
        return new HubRecording(row, rows.History.All(row.Key));
    });

    public InstanceRow As(long key) => Row with { Key = key, Id = $"{Guid.NewGuid():N}" };

    /// <summary>Adds finished instances like this one.</summary>
    public void Copy(HubRows rows, int count)
    {
        for (var copy = 0; copy < count; copy++)
        {
            var row = As(rows.NextKey());
            rows.Instances.Insert(row);
            for (var episode = 0; episode < Episodes.Count; episode++)
            {
                rows.History.Append(row.Key, episode, Episodes[episode]);
            }
        }
    }
}
