using DurableSagas.Participants.Tests.Exploration;

namespace DurableSagas.Participants.Tests.Outboxes;

public sealed class OutboxInterleavingTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("WR", 2)]
    [InlineData("WRR", 1)]
    [InlineData("WWR", 1)]
    public async Task RelayAsync_EveryInterleavingWithCrashesAtEachPoint_LosesNothingAndKeepsTheOrder(string calls, int faults)
    {
        var explorer = new Explorer(new OutboxScenario(calls), faults);

        await explorer.RunAsync();

        output.WriteLine($"{calls}, {faults} faults: {explorer.Interleavings:N0} interleavings, {explorer.States:N0} states");
    }
}
