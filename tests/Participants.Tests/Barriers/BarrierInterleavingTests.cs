using DurableSagas.Participants.Tests.Exploration;

namespace DurableSagas.Participants.Tests.Barriers;

public sealed class BarrierInterleavingTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("F")]
    [InlineData("FC")]
    [InlineData("FFCC")]
    [InlineData("FFCO")]
    public async Task RunAsync_EveryInterleaving_EndsAsALegalSerialOrder(string calls)
    {
        var explorer = new Explorer(new WithdrawalScenario(calls), faults: 0);

        await explorer.RunAsync();

        output.WriteLine($"{calls}: {explorer.Interleavings:N0} interleavings, {explorer.States:N0} states");
    }

    [Theory]
    [InlineData("FC", 1, 0)]
    [InlineData("FC", 2, 1)]
    [InlineData("FFCC", 1, 0)]
    [InlineData("FFCC", 1, 1)]
    [InlineData("FFC", 2, 0)]
    [InlineData("FCC", 2, 0)]
    [InlineData("FCO", 1, 0)]
    public async Task RunAsync_EveryInterleavingWithLostAnswersAndStoppedCallers_EndsAsALegalSerialOrder(string calls, int faults, int retries)
    {
        var explorer = new Explorer(new WithdrawalScenario(calls, faulty: true, retries), faults);

        await explorer.RunAsync();

        output.WriteLine($"{calls}, {faults} faults, {retries} retries: {explorer.Interleavings:N0} interleavings, {explorer.States:N0} states");
    }
}
