using DurableSagas.Participants.Tests.Exploration;

namespace DurableSagas.Participants.Tests.Barriers;

public sealed class TwoPhaseBarrierInterleavingTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("FC", true)]
    [InlineData("FC", false)]
    [InlineData("FFCC", true)]
    [InlineData("FFCC", false)]
    public async Task RunAsync_EveryInterleaving_EndsAsALegalSerialOrder(string calls, bool bars)
    {
        var explorer = new Explorer(new ChargeScenario(calls, bars), faults: 0);

        await explorer.RunAsync();

        output.WriteLine($"{calls}, keys are {(bars ? "barred" : "completed")}: {explorer.Interleavings:N0} interleavings, {explorer.States:N0} states");
    }

    [Theory]
    [InlineData("FC", true, 2)]
    [InlineData("FC", false, 2)]
    [InlineData("FFC", true, 1)]
    [InlineData("FCC", false, 1)]
    public async Task RunAsync_EveryInterleavingWithEffectsThatFailBeforeOrAfterTheirWork_EndsAsALegalSerialOrder(string calls, bool bars, int faults)
    {
        var explorer = new Explorer(new ChargeScenario(calls, bars, faulty: true), faults);

        await explorer.RunAsync();

        output.WriteLine($"{calls}, {faults} faults, keys are {(bars ? "barred" : "completed")}: {explorer.Interleavings:N0} interleavings, {explorer.States:N0} states");
    }
}
