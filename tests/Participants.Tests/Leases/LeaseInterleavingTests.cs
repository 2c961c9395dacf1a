using DurableSagas.Participants.Tests.Exploration;

namespace DurableSagas.Participants.Tests.Leases;

public sealed class LeaseInterleavingTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(2, 0, 0)]
    [InlineData(2, 0, 1)]
    [InlineData(3, 60, 0)]
    public async Task WriteAsync_EveryInterleaving_LetsNoOlderTokenAfterANewerOne(int owners, int seconds, int faults)
    {
        var explorer = new Explorer(new LeaseScenario(owners, TimeSpan.FromSeconds(seconds)), faults);

        await explorer.RunAsync();

        output.WriteLine($"{owners} owners, {seconds} s, {faults} faults: {explorer.Interleavings:N0} interleavings, {explorer.States:N0} states");
    }
}
